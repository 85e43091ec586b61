package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.JobRequests;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import reactor.core.publisher.Mono;

/** Asks for a sync by hand: keeps the request, then tells the sync function. */
public final class RequestSync {

  private final JobRequests jobs;
  private final MessagePublisher publisher;

  public RequestSync(JobRequests jobs, MessagePublisher publisher) {
    this.jobs = jobs;
    this.publisher = publisher;
  }

  /**
   * Answers the job once its message is published. If publishing fails the error is passed on, but
   * the request is kept: dispatch publishes a job that lies too long, and a retry of the caller
   * with the same idempotency key publishes it again.
   */
  public Mono<SyncJob> request(NewJob wanted) {
    return jobs.request(wanted).flatMap(this::publish);
  }

  private Mono<SyncJob> publish(SyncJob job) {
    if (job.status() != JobStatus.PENDING && job.status() != JobStatus.RETRYING) {
      return Mono.just(job);
    }
    return publisher.publish(SettleJobs.topicOf(job), RunJobs.of(job.id())).thenReturn(job);
  }
}
