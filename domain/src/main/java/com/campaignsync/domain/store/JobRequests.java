package com.campaignsync.domain.store;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** Asking for a sync. */
public interface JobRequests {

  /**
   * Keeps a request as a pending job and marks its connection queued, in one transaction.
   *
   * <p>A request whose idempotency key is known already answers the job of then. A request for no
   * days of its own, where a job of the same kind failed for now and waits for its next attempt,
   * makes that attempt due now and answers that job, if that is for no days of its own and for all
   * campaigns: it does all that is asked. Else it fails with {@link SyncAlreadyRunning} if another
   * job of the same connection and entity is pending, running or retrying. A request for campaign
   * metrics of a connection that has assets keeps a job for those as well, unless one is under way;
   * it waits until the answered job is over.
   */
  Mono<SyncJob> request(NewJob job);

  /** The connection has a sync under way; nothing was kept. */
  final class SyncAlreadyRunning extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final UUID jobId;

    public SyncAlreadyRunning(UUID jobId) {
      super("a sync of this connection is under way: job " + jobId);
      this.jobId = jobId;
    }

    /** The job that is under way. */
    public UUID jobId() {
      return jobId;
    }
  }
}
