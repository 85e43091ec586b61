package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.JobRequests;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.Retention;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Asks for a sync by hand: keeps the request, then tells the sync function. */
public final class RequestSync {

  private final JobRequests jobs;
  private final MessagePublisher publisher;
  private final Retention retention;
  private final InstantSource clock;

  /**
   * @param retention days before its first are refused
   */
  public RequestSync(
      JobRequests jobs, MessagePublisher publisher, Retention retention, InstantSource clock) {
    this.jobs = jobs;
    this.publisher = publisher;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Answers the job once its message is published. If publishing fails the error is passed on, but
   * the request is kept: dispatch publishes a job that lies too long, and a retry of the caller
   * with the same idempotency key publishes it again. Fails with {@link PlanRefused} if days are
   * asked for that are not kept.
   */
  public Mono<SyncJob> request(NewJob wanted) {
    return ifReadable(wanted.window())
        .then(Mono.defer(() -> jobs.request(wanted)))
        .flatMap(this::publish);
  }

  /**
   * Empty if a sync of these days may be asked for; fails with {@link PlanRefused} if some of them
   * are not kept, or all are still to come: it would read nothing, and look as if it had.
   *
   * @param window the days asked for, or null where the run decides
   */
  public Mono<Void> ifReadable(@Nullable DayWindow window) {
    return Mono.fromRunnable(
        () -> {
          if (window != null) {
            PlanRefused.ifDropped(window, retention, clock.instant());
            PlanRefused.ifToCome(window, clock.instant());
          }
        });
  }

  private Mono<SyncJob> publish(SyncJob job) {
    if (job.status() != JobStatus.PENDING && job.status() != JobStatus.RETRYING) {
      return Mono.just(job);
    }
    return publisher.publish(SettleJobs.topicOf(job), RunJobs.of(job.id())).thenReturn(job);
  }
}
