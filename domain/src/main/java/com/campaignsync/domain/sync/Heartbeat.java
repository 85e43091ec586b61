package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.LeaseStore;
import java.util.Collection;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Keeps a run's leases and shows its progress, beside the load and on another connection. */
final class Heartbeat {

  /** Leases renewed at once: one more connection than the load's own, whatever their number. */
  private static final int RENEWALS_AT_ONCE = 1;

  private final JobStore jobs;
  private final LeaseStore leases;
  private final RunSettings settings;
  private final Scheduler timer;

  Heartbeat(JobStore jobs, LeaseStore leases, RunSettings settings, Scheduler timer) {
    this.jobs = jobs;
    this.leases = leases;
    this.settings = settings;
    this.timer = timer;
  }

  /**
   * Never answers. A task whose lease is gone is told so; a beat that fails otherwise is skipped:
   * the lease outlives several.
   *
   * @param live the tasks that are not settled yet
   */
  <T> Mono<T> beat(Supplier<Collection<SyncTask>> live) {
    return Flux.interval(settings.heartbeat(), timer)
        .onBackpressureDrop()
        .concatMap(tick -> beatAll(live.get()), 1)
        .then(Mono.never());
  }

  private Mono<Void> beatAll(Collection<SyncTask> tasks) {
    return Flux.fromIterable(tasks).flatMap(this::beatOnce, RENEWALS_AT_ONCE).then();
  }

  private Mono<Boolean> beatOnce(SyncTask task) {
    // The lease first: whoever lost it has no progress to show on a job that another one runs.
    return leases
        .renew(task.lease(), settings.leaseTimeToLive())
        .flatMap(held -> held ? showProgress(task) : Mono.just(false))
        .timeout(settings.leaseTimeToLive().dividedBy(3), timer)
        .onErrorReturn(true)
        .doOnNext(
            held -> {
              if (!held) {
                task.loseLease();
              }
            });
  }

  private Mono<Boolean> showProgress(SyncTask task) {
    return jobs.heartbeat(task.job().id(), task.recordsSeen().get()).thenReturn(true);
  }
}
