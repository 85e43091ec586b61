package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.LeaseStore;
import com.campaignsync.domain.store.StoreException;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps a run's lease and shows its progress, beside the load and on another connection. */
final class Heartbeat {

  private final JobStore jobs;
  private final LeaseStore leases;
  private final RunSettings settings;

  Heartbeat(JobStore jobs, LeaseStore leases, RunSettings settings) {
    this.jobs = jobs;
    this.leases = leases;
    this.settings = settings;
  }

  /**
   * Never answers; fails with code FENCED once the lease is lost, so that the run stops reading. A
   * beat that fails otherwise is skipped: the lease outlives several.
   */
  <T> Mono<T> beat(CopyDays.Task task, AtomicLong recordsSeen) {
    return Flux.interval(settings.heartbeat())
        .onBackpressureDrop()
        .concatMap(tick -> beatOnce(task, recordsSeen.get()), 1)
        .then(Mono.never());
  }

  private Mono<Void> beatOnce(CopyDays.Task task, long recordsSeen) {
    // The lease first: whoever lost it has no progress to show on a job that another one runs.
    Mono<Boolean> alive =
        leases
            .renew(task.lease(), settings.leaseTimeToLive())
            .flatMap(held -> held ? showProgress(task, recordsSeen) : Mono.just(false))
            .timeout(settings.leaseTimeToLive().dividedBy(3))
            .onErrorReturn(true);
    return alive.flatMap(
        held ->
            held
                ? Mono.empty()
                : Mono.error(
                    new StoreException(
                        StoreException.Code.FENCED,
                        "the lease was lost while the run lasted",
                        null)));
  }

  private Mono<Boolean> showProgress(CopyDays.Task task, long recordsSeen) {
    return jobs.heartbeat(task.job().id(), recordsSeen).thenReturn(true);
  }
}
