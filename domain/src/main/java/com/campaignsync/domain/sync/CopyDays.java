package com.campaignsync.domain.sync;

import com.campaignsync.domain.cost.OnDemandPrice;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.MetricsStore;
import com.campaignsync.domain.store.ReadCost;
import com.campaignsync.domain.store.SyncJob;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Copies the changed days of one connection: gate, read, load. Everything it writes is under the
 * lease; each chunk of whole days commits with its watermarks, so a crash repeats one chunk at most
 * and skips none.
 */
final class CopyDays {

  private final CampaignMetricsSource source;
  private final MetricsStore metrics;
  private final JobStore jobs;
  private final OnDemandPrice price;
  private final long recordsPerCommit;

  CopyDays(
      CampaignMetricsSource source,
      MetricsStore metrics,
      JobStore jobs,
      OnDemandPrice price,
      long recordsPerCommit) {
    this.source = source;
    this.metrics = metrics;
    this.jobs = jobs;
    this.price = price;
    this.recordsPerCommit = recordsPerCommit;
  }

  /** Everything one copy needs to know. */
  record Task(SyncJob job, AdConnection connection, DayWindow window, Lease lease) {}

  /**
   * Answers the gate's decision once all of its days are stored.
   *
   * @param recordsSeen counts the records as they pass
   */
  Mono<GateDecision> copy(Task task, AtomicLong recordsSeen) {
    return source
        .inspect(task.connection().mapping())
        .flatMap(
            state ->
                decide(task, state).flatMap(gate -> copyIfAny(task, state, gate, recordsSeen)));
  }

  private Mono<GateDecision> decide(Task task, SourceState state) {
    return metrics
        .watermarks(task.connection().id(), task.job().entity(), task.window())
        .map(watermarks -> ChangeGate.decide(state, watermarks, task.window()));
  }

  private Mono<GateDecision> copyIfAny(
      Task task, SourceState state, GateDecision gate, AtomicLong recordsSeen) {
    if (gate.nothingToRead()) {
      return Mono.just(gate);
    }
    return metrics
        .ensureMonths(gate.months())
        .then(Mono.defer(() -> source.read(request(task, state, gate))))
        .flatMap(read -> account(task, gate, read).then(load(task, gate, read, recordsSeen)))
        .thenReturn(gate);
  }

  private static ReadRequest request(Task task, SourceState state, GateDecision gate) {
    AdConnection connection = task.connection();
    return new ReadRequest(
        connection.mapping(),
        state,
        connection.tenantId(),
        connection.platform(),
        connection.accountId(),
        connection.tenantCurrency(),
        gate.days(),
        JobLabels.of(task.job()));
  }

  private Mono<Void> account(Task task, GateDecision gate, SourceRead read) {
    Map<String, Object> notes =
        Map.of(
            "gate", gate.reason(),
            "days_read", gate.dayCount(),
            "bigquery_job", read.jobId());
    ReadCost cost = new ReadCost(read.bytesBilled(), price.costUsd(read.bytesBilled()));
    return jobs.recordRead(task.job().id(), task.lease(), cost, notes);
  }

  private Mono<Void> load(Task task, GateDecision gate, SourceRead read, AtomicLong recordsSeen) {
    LoadContext context =
        new LoadContext(
            task.job().id(), task.connection(), read.startedAt(), gate.sourceModifiedAt());
    Set<LocalDate> unseen = new HashSet<>(gate.sourceModifiedAt().keySet());
    Flux<SourceRecord> counted = read.records().doOnNext(record -> recordsSeen.incrementAndGet());
    return DayChunk.split(counted, recordsPerCommit)
        .concatMap(chunk -> loadChunk(task, context, chunk, unseen), 0)
        .then(Mono.defer(() -> loadEmptyDays(task, context, unseen)));
  }

  private Mono<Void> loadChunk(
      Task task, LoadContext context, DayChunk chunk, Set<LocalDate> unseen) {
    return metrics
        .load(task.lease(), context, chunk::days, chunk.records())
        .doOnNext(counts -> unseen.removeAll(chunk.days()))
        .then();
  }

  /**
   * Days without a row get their watermark too: otherwise they would be read, and billed, again.
   */
  private Mono<Void> loadEmptyDays(Task task, LoadContext context, Set<LocalDate> days) {
    return days.isEmpty()
        ? Mono.empty()
        : metrics.load(task.lease(), context, () -> days, Flux.fromIterable(List.of())).then();
  }
}
