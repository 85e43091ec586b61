package com.campaignsync.domain.sync;

import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.source.SourceUndated;
import com.campaignsync.domain.source.UndatedRows;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.MetricsStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Rows whose day is NULL are in no window, so no sync of days meets them. A full resync looks for
 * them, once a day that is, where the source's metadata do not rule them out.
 */
final class LookForUndated {

  private final CampaignMetricsSource source;
  private final MetricsStore metrics;
  private final BillReads bills;

  LookForUndated(CampaignMetricsSource source, MetricsStore metrics, BillReads bills) {
    this.source = source;
    this.metrics = metrics;
    this.bills = bills;
  }

  /**
   * Keeps what is found, and settles what is there no more.
   *
   * @param tasks all of one {@link ReadKey}
   */
  Mono<Void> look(List<SyncTask> tasks, SourceState state) {
    JobType type = tasks.get(0).job().type();
    if (type != JobType.FULL_SYNC) {
      return Mono.empty();
    }
    return Flux.fromIterable(Batches.of(tasks, ReadRequest.TARGETS_MAX))
        .concatMap(batch -> asks(type, state) ? ask(batch, state) : keep(batch, Map.of()))
        .then();
  }

  /** Whether a job of a type runs a query of its own for them. */
  static boolean asks(JobType type, SourceState state) {
    return type == JobType.FULL_SYNC && state.mayLackDates();
  }

  private Mono<Void> ask(List<SyncTask> batch, SourceState state) {
    return source
        .undated(ReadRequests.of(batch, state, List.of(batch.get(0).window())))
        .delayUntil(found -> bill(batch, found))
        .flatMap(found -> keep(batch, found.rows()));
  }

  private Mono<?> bill(List<SyncTask> batch, SourceUndated found) {
    Map<String, Object> notes = Map.of("bigquery_job", found.jobId());
    return bills.evenly(batch, found.bytesBilled(), batch.stream().map(task -> notes).toList());
  }

  /** One that lost its lease stops no other: its own load will hear of it. */
  private Mono<Void> keep(List<SyncTask> batch, Map<UUID, UndatedRows> found) {
    return Flux.fromIterable(batch)
        .concatMap(
            task ->
                metrics
                    .keepUndated(
                        task.lease(),
                        task.job().id(),
                        task.job().entity(),
                        found.getOrDefault(task.connection().id(), UndatedRows.NONE))
                    .onErrorResume(error -> Failures.judge(error).leaseLost(), e -> Mono.empty()))
        .then();
  }
}
