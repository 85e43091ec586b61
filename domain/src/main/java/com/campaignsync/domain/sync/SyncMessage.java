package com.campaignsync.domain.sync;

import java.util.UUID;

/** What travels on the topic {@code campaign-sync}. */
public sealed interface SyncMessage {

  /** Find what is due, and what was left lying, and publish a {@link RunJob} for each. */
  record Dispatch() implements SyncMessage {}

  /**
   * Run one job. The job row holds everything else, so a message may arrive twice, late or out of
   * order.
   */
  record RunJob(UUID jobId) implements SyncMessage {}
}
