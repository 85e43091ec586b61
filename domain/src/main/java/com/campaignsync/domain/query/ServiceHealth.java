package com.campaignsync.domain.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the whole service goes, without any tenant's data.
 *
 * @param nextRun when the next scheduled sync is due; empty where none is scheduled
 * @param lastSync when a sync last ended
 * @param lastSuccess when one last ended well
 * @param lastFailure when one last failed
 */
public record ServiceHealth(
    Optional<Instant> nextRun,
    Optional<Instant> lastSync,
    Optional<Instant> lastSuccess,
    Optional<Instant> lastFailure) {

  /** The slower of the two schedules ticks hourly; five minutes more and a tick was missed. */
  static final Duration OVERDUE_MAX = Duration.ofMinutes(65);

  /** What a health check answers. */
  public enum Verdict {
    /** All is well. */
    HEALTHY,
    /** It answers, but syncs fail or do not start. */
    DEGRADED,
    /** The store does not answer. */
    UNHEALTHY
  }

  /** Whether scheduled syncs are started when they are due. */
  public boolean isSchedulerRunning(Instant now) {
    return nextRun.isPresent() && now.isBefore(nextRun.get().plus(OVERDUE_MAX));
  }

  /** The verdict over a store that answers. */
  public Verdict verdict(Instant now) {
    boolean overdue = nextRun.isPresent() && !isSchedulerRunning(now);
    boolean failing =
        lastFailure.isPresent()
            && (lastSuccess.isEmpty() || lastFailure.get().isAfter(lastSuccess.get()));
    return overdue || failing ? Verdict.DEGRADED : Verdict.HEALTHY;
  }
}
