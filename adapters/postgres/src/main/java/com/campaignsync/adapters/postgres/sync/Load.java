package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.sync.MergeMetrics.Merged;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.LoadCounts;
import io.r2dbc.spi.Connection;
import java.time.LocalDate;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One load of whole days, inside the transaction of the given connection. */
final class Load {

  /** Below this the planner's guesses do no harm; ANALYZE takes a tenth of a second. */
  private static final long RECORDS_WORTH_ANALYZING = 10_000;

  private final Connection connection;
  private final LoadContext context;

  Load(Connection connection, LoadContext context) {
    this.connection = connection;
    this.context = context;
  }

  /** What was kept out of the merge or changed before it. */
  private record Prepared(long renamed, long rejected) {}

  Mono<LoadCounts> run(Supplier<Set<LocalDate>> days, Flux<SourceRecord> records) {
    return CreateStaging.run(connection)
        .then(CreateRecount.run(connection))
        .then(PlanForStaging.run(connection))
        .then(CopyToStaging.run(connection, records))
        .flatMap(offered -> settle(offered, new TreeSet<>(days.get())));
  }

  private Mono<LoadCounts> settle(long offered, SortedSet<LocalDate> days) {
    if (days.isEmpty()) {
      return offered == 0
          ? Mono.just(LoadCounts.NONE)
          : Mono.error(new IllegalStateException(offered + " records of no day"));
    }
    return prepare(offered)
        .zipWhen(prepared -> merge(days))
        .flatMap(
            done ->
                finish(
                    days, done.getT1(), done.getT2(), counts(offered, done.getT1(), done.getT2())));
  }

  /** Watermarks come last of what needs the staged records: they count the rejected ones too. */
  private Mono<Prepared> prepare(long offered) {
    return DropStaleDays.run(connection, context)
        .then(offered < RECORDS_WORTH_ANALYZING ? Mono.empty() : AnalyzeStaging.run(connection))
        .then(InsertMissingCampaigns.run(connection, context))
        .then(RenameCampaigns.run(connection, context))
        .zipWhen(renamed -> reject())
        .map(done -> new Prepared(done.getT1(), done.getT2()));
  }

  private Mono<Long> reject() {
    return RejectChangedCurrencies.run(connection, context)
        .then(InsertRejects.run(connection, context));
  }

  private Mono<Merged> merge(SortedSet<LocalDate> days) {
    return MergeMetrics.run(connection, context, days)
        .flatMap(
            merged ->
                merged.toRecount() == 0
                    ? Mono.just(merged)
                    : PlanForFewRows.run(connection)
                        .then(RecountCampaigns.run(connection))
                        .thenReturn(merged));
  }

  private static LoadCounts counts(long offered, Prepared prepared, Merged merged) {
    long changed = merged.inserted() + merged.updated();
    return new LoadCounts(
        offered,
        merged.inserted(),
        merged.updated(),
        offered - prepared.rejected() - changed,
        prepared.rejected());
  }

  /** Rows that others write too come last, so that they are locked for a moment only. */
  private Mono<LoadCounts> finish(
      SortedSet<LocalDate> days, Prepared prepared, Merged merged, LoadCounts counts) {
    Mono<Long> rollup =
        RefreshDailyRollup.run(connection, context, merged.changedDays())
            .then(TouchConnection.run(connection, context));
    boolean visible = merged.changedAnything() || prepared.renamed() > 0;
    return UpsertWatermarks.run(connection, context, days)
        .then(merged.changedAnything() ? rollup : Mono.empty())
        .then(visible ? BumpDataVersion.run(connection, context) : Mono.empty())
        .then(AddJobCounts.run(connection, context.jobId(), counts))
        .thenReturn(counts);
  }
}
