package com.campaignsync.adapters.bigquery;

import java.time.Duration;

/**
 * What a read may do.
 *
 * @param projectId project that the jobs run in and that pays for them
 * @param location where the dataset lives, for example {@code US}
 * @param maximumBytesBilled BigQuery refuses a query that would bill more, free of charge
 * @param useQueryCache whether an identical query may be answered from BigQuery's cache
 * @param jobDeadline how long a query may run before it is cancelled
 * @param callTimeout how long metadata, or one page of rows, may take with all retries
 */
public record ReadLimits(
    String projectId,
    String location,
    long maximumBytesBilled,
    boolean useQueryCache,
    Duration jobDeadline,
    Duration callTimeout) {

  /** Below the 540 s that a function gives one message, with a minute left to settle. */
  public static final Duration JOB_DEADLINE_DEFAULT = Duration.ofMinutes(8);

  /** Ten times what a page of 5,000 rows needs over a slow line. */
  public static final Duration CALL_TIMEOUT_DEFAULT = Duration.ofSeconds(60);

  /** With the usual times. */
  public ReadLimits(
      String projectId, String location, long maximumBytesBilled, boolean useQueryCache) {
    this(
        projectId,
        location,
        maximumBytesBilled,
        useQueryCache,
        JOB_DEADLINE_DEFAULT,
        CALL_TIMEOUT_DEFAULT);
  }
}
