package com.campaignsync.local.scheduler;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.cloud.scheduler.v1.Job;
import com.google.protobuf.Timestamp;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.function.Consumer;

/** One job and when it runs next. Guarded by its table. */
final class ScheduledJob {
  private final CronSchedule cron;
  private Job job;

  private ScheduledJob(CronSchedule cron, Job job) {
    this.cron = cron;
    this.job = job;
  }

  /**
   * A job that runs first after {@code now}.
   *
   * @param job checked by {@link JobRules}
   */
  static ScheduledJob enabled(Job job, Instant now) {
    CronSchedule cron = CronSchedule.parse(job.getSchedule(), job.getTimeZone());
    ScheduledJob scheduled =
        new ScheduledJob(
            cron,
            job.toBuilder().setState(Job.State.ENABLED).setUserUpdateTime(timestamp(now)).build());
    scheduled.scheduleAfter(now);
    return scheduled;
  }

  Job shown() {
    return job;
  }

  /** The changed job in this one's place: it keeps its state and what is told of the last run. */
  ScheduledJob changedTo(Job changed, Instant now) {
    ScheduledJob next = enabled(changed, now);
    Job.Builder kept = next.job.toBuilder().setState(job.getState()).setStatus(job.getStatus());
    if (job.hasLastAttemptTime()) {
      kept.setLastAttemptTime(job.getLastAttemptTime());
    }
    if (!job.hasStatus()) {
      kept.clearStatus();
    }
    if (job.getState() == Job.State.PAUSED) {
      kept.clearScheduleTime();
    }
    next.job = kept.build();
    return next;
  }

  boolean isDue(Instant now) {
    return job.hasScheduleTime() && !instant(job.getScheduleTime()).isAfter(now);
  }

  /** Runs it once, however many of its times have passed, and says when it runs next. */
  void runDue(Instant now, Consumer<Job> publisher) {
    attempt(now, publisher);
    scheduleAfter(now);
  }

  /** Runs it now, whatever its schedule says. */
  void attempt(Instant now, Consumer<Job> publisher) {
    Job.Builder attempted = job.toBuilder().setLastAttemptTime(timestamp(now));
    try {
      publisher.accept(job);
      attempted.setStatus(Status.getDefaultInstance());
    } catch (StatusRuntimeException refused) {
      attempted.setStatus(
          Status.newBuilder()
              .setCode(refused.getStatus().getCode().value())
              .setMessage(String.valueOf(refused.getStatus().getDescription())));
    }
    job = attempted.build();
  }

  void pause() {
    requireState(Job.State.ENABLED, "paused");
    job = job.toBuilder().setState(Job.State.PAUSED).clearScheduleTime().build();
  }

  void resume(Instant now) {
    requireState(Job.State.PAUSED, "resumed");
    job = job.toBuilder().setState(Job.State.ENABLED).build();
    scheduleAfter(now);
  }

  private void scheduleAfter(Instant now) {
    Instant next =
        cron.next(now)
            .orElseThrow(
                () -> GrpcErrors.invalid("Schedule never comes: \"" + job.getSchedule() + "\""));
    job = job.toBuilder().setScheduleTime(timestamp(next)).build();
  }

  private void requireState(Job.State wanted, String done) {
    if (job.getState() != wanted) {
      throw GrpcErrors.precondition(
          "Job %s is %s and cannot be %s".formatted(job.getName(), job.getState(), done));
    }
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
