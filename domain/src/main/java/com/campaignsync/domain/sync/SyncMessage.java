package com.campaignsync.domain.sync;

import java.util.List;
import java.util.UUID;

/** What travels on the topics {@code campaign-sync} and {@code campaign-maintenance}. */
public sealed interface SyncMessage {

  /** Find what is due, and what was left lying, and publish {@link RunJobs} for it. */
  record Dispatch() implements SyncMessage {}

  /**
   * Run some jobs that one read can serve. The job rows hold everything else, so a message may
   * arrive twice, late or out of order.
   *
   * @param jobIds 1 to {@link com.campaignsync.domain.source.ReadRequest#TARGETS_MAX} jobs
   */
  record RunJobs(List<UUID> jobIds) implements SyncMessage {
    public RunJobs {
      jobIds = List.copyOf(jobIds);
      if (jobIds.isEmpty()) {
        throw new IllegalArgumentException("no job to run");
      }
    }

    public static RunJobs of(UUID jobId) {
      return new RunJobs(List.of(jobId));
    }
  }
}
