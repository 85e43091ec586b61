package com.campaignsync.domain.source;

import org.jspecify.annotations.Nullable;

/**
 * How a source is partitioned, where the mapping says so instead of leaving it to the table.
 *
 * @param column the partition column; null for kind {@link Kind#NONE}
 * @param kind what a partition holds
 */
public record PartitionSpec(@Nullable String column, Kind kind) {

  /** What one partition holds. */
  public enum Kind {
    /** The rows of one day of the column. */
    DAY,
    /** The rows of one month of the column. */
    MONTH,
    /** The rows that arrived together: says nothing about the days that they speak of. */
    INGESTION,
    /** Not to be relied on, whatever the table says. */
    NONE
  }
}
