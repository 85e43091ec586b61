package com.campaignsync.adapters.googlecloud.scheduler;

import com.campaignsync.domain.query.SchedulerStatus;
import com.campaignsync.domain.query.SchedulerStatus.Reason;
import com.google.cloud.scheduler.v1.Job;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads out of the jobs that start syncs whether they do. */
final class SyncJobs {

  private SyncJobs() {}

  static SchedulerStatus status(List<Optional<Job>> asked) {
    List<Job> found = asked.stream().flatMap(Optional::stream).toList();
    if (found.isEmpty()) {
      return SchedulerStatus.stopped(Reason.SCHEDULER_JOB_MISSING);
    }
    List<Job> going = found.stream().filter(SyncJobs::goes).toList();
    return going.stream()
        .map(job -> instant(job.getScheduleTime()))
        .min(Comparator.naturalOrder())
        .map(next -> SchedulerStatus.running(next, isFailing(going)))
        .orElseGet(() -> SchedulerStatus.stopped(Reason.SCHEDULER_PAUSED));
  }

  private static boolean goes(Job job) {
    return job.getState() == Job.State.ENABLED && job.hasScheduleTime();
  }

  /** Any that gets through starts syncs: only if all fail does none. */
  private static boolean isFailing(List<Job> going) {
    return going.stream().allMatch(job -> job.hasStatus() && job.getStatus().getCode() != 0);
  }

  private static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
