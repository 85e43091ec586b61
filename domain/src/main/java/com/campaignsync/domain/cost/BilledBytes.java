package com.campaignsync.domain.cost;

/**
 * What BigQuery bills of the bytes a query processes.
 *
 * <p>Source: Google's pricing of on-demand analysis: rounded up to the next MiB, and at least 10
 * MiB for each table a query refers to. A query that processes nothing bills nothing.
 */
public final class BilledBytes {

  private static final long MIB = 1L << 20;
  private static final long TABLE_MIN = 10 * MIB;

  private BilledBytes() {}

  /**
   * The bytes billed.
   *
   * @param processed bytes, as a dry run tells
   * @param tables how many tables the query refers to, at least 1
   */
  public static long of(long processed, int tables) {
    return processed == 0 ? 0 : Math.max(TABLE_MIN * tables, (processed + MIB - 1) / MIB * MIB);
  }
}
