package com.campaignsync.local.scheduler;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.cloud.scheduler.v1.Job;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.FieldMaskUtil;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All jobs, in memory: whoever starts the process creates them anew. */
final class JobTable {
  /** The service's own quota for a region. */
  private static final int JOBS_MAX = 1_000;

  private final InstantSource clock;
  private final Consumer<Job> publisher;
  private final TreeMap<String, ScheduledJob> jobs = new TreeMap<>();

  /**
   * @param publisher publishes the job's message or throws a StatusRuntimeException; must not call
   *     back
   */
  JobTable(InstantSource clock, Consumer<Job> publisher) {
    this.clock = clock;
    this.publisher = publisher;
  }

  synchronized Job create(String location, Job asked) {
    Job job = JobRules.complete(asked);
    if (!job.getName().startsWith(JobRules.requireLocation(location) + "/jobs/")) {
      throw GrpcErrors.invalid("Job name must begin with its parent " + location);
    }
    if (jobs.containsKey(job.getName())) {
      throw GrpcErrors.exists(job.getName());
    }
    if (jobs.size() >= JOBS_MAX) {
      throw GrpcErrors.exhausted("a region holds at most " + JOBS_MAX + " jobs");
    }
    ScheduledJob created = ScheduledJob.enabled(job, clock.instant());
    jobs.put(job.getName(), created);
    return created.shown();
  }

  synchronized Job get(String name) {
    return find(name).shown();
  }

  /** All jobs of {@code projects/P/locations/L}, by name. */
  synchronized List<Job> list(String location) {
    String prefix = JobRules.requireLocation(location) + "/jobs/";
    return jobs.values().stream()
        .map(ScheduledJob::shown)
        .filter(job -> job.getName().startsWith(prefix))
        .toList();
  }

  /**
   * @param mask the fields to take over; empty takes all
   */
  synchronized Job update(Job asked, FieldMask mask) {
    ScheduledJob old = find(asked.getName());
    Job.Builder merged = old.shown().toBuilder();
    if (mask.getPathsCount() == 0) {
      merged = asked.toBuilder();
    } else if (FieldMaskUtil.isValid(Job.class, mask)) {
      FieldMaskUtil.MergeOptions replace =
          new FieldMaskUtil.MergeOptions()
              .setReplaceMessageFields(true)
              .setReplaceRepeatedFields(true);
      FieldMaskUtil.merge(mask, asked, merged, replace);
    } else {
      throw GrpcErrors.invalid("update_mask names no field of a job: " + mask.getPathsList());
    }
    ScheduledJob changed = old.changedTo(JobRules.complete(merged.build()), clock.instant());
    jobs.put(asked.getName(), changed);
    return changed.shown();
  }

  synchronized void delete(String name) {
    find(name);
    jobs.remove(name);
  }

  synchronized Job pause(String name) {
    ScheduledJob job = find(name);
    job.pause();
    return job.shown();
  }

  synchronized Job resume(String name) {
    ScheduledJob job = find(name);
    job.resume(clock.instant());
    return job.shown();
  }

  synchronized Job run(String name) {
    ScheduledJob job = find(name);
    job.attempt(clock.instant(), publisher);
    return job.shown();
  }

  /** Runs every job whose time has come, each once. */
  synchronized void runDue() {
    for (ScheduledJob job : jobs.values()) {
      if (job.isDue(clock.instant())) {
        job.runDue(clock.instant(), publisher);
      }
    }
  }

  private ScheduledJob find(String name) {
    ScheduledJob job = jobs.get(JobRules.requireName(name));
    if (job == null) {
      throw GrpcErrors.notFound(name);
    }
    return job;
  }
}
