package com.campaignsync.benchmarks.sync;

import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.UndatedRows;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.MetricsStore;
import com.campaignsync.domain.store.SumsCorrected;
import com.campaignsync.domain.store.Watermark;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store whose loads are timed: as a whole, and the part in which rows still come in. */
final class TimedStore implements MetricsStore {

  final Stopwatch load = new Stopwatch();
  final Stopwatch rowsComeIn = new Stopwatch();
  private final MetricsStore store;

  TimedStore(MetricsStore store) {
    this.store = store;
  }

  @Override
  public Mono<Map<LocalDate, Watermark>> watermarks(
      UUID connectionId, Entity entity, DayWindow window) {
    return store.watermarks(connectionId, entity, window);
  }

  @Override
  public Mono<Map<LocalDate, DayDigest>> digests(
      UUID connectionId, Entity entity, DayWindow window) {
    return store.digests(connectionId, entity, window);
  }

  @Override
  public Mono<SumsCorrected> proveSums(Lease lease, AdConnection connection, DayWindow window) {
    return store.proveSums(lease, connection, window);
  }

  @Override
  public Mono<Void> keepUndated(Lease lease, UUID jobId, Entity entity, UndatedRows undated) {
    return store.keepUndated(lease, jobId, entity, undated);
  }

  @Override
  public Mono<Void> ensureMonths(Set<YearMonth> months) {
    return store.ensureMonths(months);
  }

  @Override
  public Mono<LoadCounts> load(
      Lease lease, LoadContext context, Supplier<Set<LocalDate>> days, Flux<SourceRecord> records) {
    return load.watch(store.load(lease, context, days, rowsComeIn.watch(records)));
  }
}
