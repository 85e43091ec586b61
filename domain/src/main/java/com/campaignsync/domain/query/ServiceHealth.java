package com.campaignsync.domain.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the whole service goes, without any tenant's data.
 *
 * @param nextRun when the next connection is due; empty where none is scheduled
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

  /** Why a verdict is not better; stable names. */
  public enum Reason {
    /** The store does not answer. */
    STORE_UNAVAILABLE,
    /** A connection is due for longer than the slowest schedule takes. */
    SYNC_OVERDUE,
    /** A sync failed, and none has ended well since. */
    SYNC_FAILING,
    /** Connections wait for the clock, and the scheduler says that it stands still. */
    SCHEDULER_STOPPED,
    /** The scheduler's last message could not be sent. */
    SCHEDULER_FAILING
  }

  /** Whether scheduled syncs are not started when they are due. */
  public boolean isOverdue(Instant now) {
    return nextRun.isPresent() && !now.isBefore(nextRun.get().plus(OVERDUE_MAX));
  }

  /** What is wrong with a store that answers; a scheduler that cannot be asked is not wrong. */
  public List<Reason> reasons(SchedulerStatus scheduler, Instant now) {
    List<Reason> reasons = new ArrayList<>();
    if (isOverdue(now)) {
      reasons.add(Reason.SYNC_OVERDUE);
    }
    if (isFailing()) {
      reasons.add(Reason.SYNC_FAILING);
    }
    if (nextRun.isPresent() && scheduler.running().equals(Optional.of(false))) {
      reasons.add(Reason.SCHEDULER_STOPPED);
    }
    if (scheduler.reason().equals(Optional.of(SchedulerStatus.Reason.SCHEDULER_FAILING))) {
      reasons.add(Reason.SCHEDULER_FAILING);
    }
    return reasons;
  }

  private boolean isFailing() {
    return lastFailure.isPresent()
        && (lastSuccess.isEmpty() || lastFailure.get().isAfter(lastSuccess.get()));
  }

  /** The verdict over a store that answers. */
  public static Verdict verdict(List<Reason> reasons) {
    return reasons.isEmpty() ? Verdict.HEALTHY : Verdict.DEGRADED;
  }
}
