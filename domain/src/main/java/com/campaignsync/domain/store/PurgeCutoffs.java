package com.campaignsync.domain.store;

import java.time.Duration;
import java.time.Instant;

/**
 * Until when records of work are old enough to go; each is exclusive.
 *
 * @param jobsEnded jobs that were over before this
 * @param settled rejects resolved and dead letters replayed before this
 * @param unsettled rejects and dead letters that came before this, whatever became of them
 * @param sourceReads reads before this; the limit on reads looks back for an hour
 * @param requests idempotency keys that expired and windows of limits that began before this
 * @param audited audit entries that began before this
 */
public record PurgeCutoffs(
    Instant jobsEnded,
    Instant settled,
    Instant unsettled,
    Instant sourceReads,
    Instant requests,
    Instant audited) {

  /** A quarter: who asks how a sync went asks sooner. */
  public static final Duration JOBS_KEPT = Duration.ofDays(90);

  /** A month: long enough to see that the mending held. */
  public static final Duration SETTLED_KEPT = Duration.ofDays(30);

  /** A year: open ones are work that nobody did yet. */
  public static final Duration UNSETTLED_KEPT = Duration.ofDays(365);

  /** A day: the limit's hour, and a look back after an incident. */
  public static final Duration SOURCE_READS_KEPT = Duration.ofDays(1);

  /** A day: the longest window of a limit; keys have expired by then a day ago. */
  public static final Duration REQUESTS_KEPT = Duration.ofDays(1);

  /** A year and a month: last year's audit still finds its own period whole. */
  public static final Duration AUDIT_KEPT = Duration.ofDays(400);

  /** The usual ones. */
  public static PurgeCutoffs at(Instant now) {
    return new PurgeCutoffs(
        now.minus(JOBS_KEPT),
        now.minus(SETTLED_KEPT),
        now.minus(UNSETTLED_KEPT),
        now.minus(SOURCE_READS_KEPT),
        now.minus(REQUESTS_KEPT),
        now.minus(AUDIT_KEPT));
  }
}
