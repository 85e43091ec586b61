package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.SyncMessage.RunJob;
import java.time.Duration;
import java.time.InstantSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the scheduler's tick does: claims the connections whose time has come and publishes one
 * message for each; then publishes again what was left lying by a crash between commit and publish,
 * or by a worker that died.
 */
public final class Dispatch {

  /** Most connections of one tick: a message each, published well inside a minute. */
  static final int CLAIMS_MAX = 500;

  /** How long a job may lie before it counts as forgotten: twice a lease's time to live. */
  static final Duration STRANDED_AFTER = Duration.ofMinutes(2);

  /** Publishes under way at once. */
  private static final int PUBLISHES_AT_ONCE = 16;

  private final ConnectionStore connections;
  private final JobStore jobs;
  private final MessagePublisher publisher;
  private final InstantSource clock;

  public Dispatch(
      ConnectionStore connections, JobStore jobs, MessagePublisher publisher, InstantSource clock) {
    this.connections = connections;
    this.jobs = jobs;
    this.publisher = publisher;
    this.clock = clock;
  }

  /**
   * Answers how many messages were published. Doing it twice publishes nothing twice but strays.
   */
  public Mono<Long> run() {
    Flux<SyncJob> due = Flux.defer(() -> connections.claimDue(clock.instant(), CLAIMS_MAX));
    Flux<SyncJob> stranded = Flux.defer(() -> jobs.stranded(STRANDED_AFTER, CLAIMS_MAX));
    return Flux.concat(due, stranded).flatMap(this::publish, PUBLISHES_AT_ONCE).count();
  }

  private Mono<SyncJob> publish(SyncJob job) {
    return publisher.publish(new RunJob(job.id())).thenReturn(job);
  }
}
