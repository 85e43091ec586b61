package com.campaignsync.domain.sync;

import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.MetricsStore;
import com.campaignsync.domain.store.Watermark;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which days each of a group's tasks has to read: by the change gate, or by kind of work. */
final class DecideDays {

  private final MetricsStore metrics;
  private final Reconcile reconcile;

  DecideDays(MetricsStore metrics, Reconcile reconcile) {
    this.metrics = metrics;
    this.reconcile = reconcile;
  }

  /**
   * @param tasks all of one {@link ReadKey}
   */
  Flux<Decided> decide(List<SyncTask> tasks, SourceState state) {
    return tasks.get(0).job().type() == JobType.RECONCILE
        ? reconcile.compare(tasks, state)
        : Flux.fromIterable(tasks).concatMap(task -> decide(task, state));
  }

  private Mono<Decided> decide(SyncTask task, SourceState state) {
    return metrics
        .watermarks(task.connection().id(), task.job().entity(), task.window())
        .map(watermarks -> new Decided(task, gate(task, state, watermarks)));
  }

  private static GateDecision gate(
      SyncTask task, SourceState state, Map<LocalDate, Watermark> watermarks) {
    JobType type = task.job().type();
    return type.isUngated()
        ? ChangeGate.everyDay(state, watermarks, task.window(), task.job().id(), type.wireName())
        : ChangeGate.moved(state, watermarks, task.window(), task.job().id());
  }
}
