package com.campaignsync.domain.query;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether the clock that starts syncs goes.
 *
 * @param running empty where the scheduler cannot be asked: nobody knows
 * @param nextRun when it starts them next; empty where it does not, or nobody knows
 * @param reason what is wrong; empty if nothing is
 */
public record SchedulerStatus(
    Optional<Boolean> running, Optional<Instant> nextRun, Optional<Reason> reason) {

  /** What can be wrong with it; stable names. */
  public enum Reason {
    /** Its jobs are switched off. */
    SCHEDULER_PAUSED,
    /** It has none of the jobs that start syncs. */
    SCHEDULER_JOB_MISSING,
    /** It runs, but its last message could not be sent. */
    SCHEDULER_FAILING,
    /** It did not answer in time. */
    SCHEDULER_UNREACHABLE,
    /** We may not ask it. */
    SCHEDULER_DENIED
  }

  /** Of a scheduler that goes. */
  public static SchedulerStatus running(Instant nextRun, boolean failing) {
    return new SchedulerStatus(
        Optional.of(true),
        Optional.of(nextRun),
        failing ? Optional.of(Reason.SCHEDULER_FAILING) : Optional.empty());
  }

  /** Of one that was asked and does not go. */
  public static SchedulerStatus stopped(Reason reason) {
    return new SchedulerStatus(Optional.of(false), Optional.empty(), Optional.of(reason));
  }

  /** Of one that could not be asked. */
  public static SchedulerStatus unknown(Reason reason) {
    return new SchedulerStatus(Optional.empty(), Optional.empty(), Optional.of(reason));
  }
}
