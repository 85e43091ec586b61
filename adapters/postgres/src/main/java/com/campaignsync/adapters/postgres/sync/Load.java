package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.LoadCounts;
import io.r2dbc.spi.Connection;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One load of whole days, inside the transaction of the given connection. */
final class Load {

  private final Connection connection;
  private final LoadContext context;
  private final boolean ofAssets;

  /** A load that may delete proves whole days: their rollups are made anew whatever changed. */
  private final boolean proves;

  private final StagingRows staged;

  Load(Connection connection, LoadContext context) {
    this.connection = connection;
    this.context = context;
    this.ofAssets = context.entity() == Entity.ASSET_METRICS;
    this.proves = !context.deletion().provenDays().isEmpty();
    this.staged = new StagingRows(ofAssets);
  }

  /** What was kept out of the merge or changed before it. */
  private record Prepared(long named, long rejected) {}

  Mono<LoadCounts> run(Supplier<Set<LocalDate>> days, Flux<SourceRecord> records) {
    return CreateStaging.run(connection)
        .then(PlanForBulk.run(connection))
        .then(CopyToStaging.run(connection, context.entity(), staged, records))
        .flatMap(offered -> settle(offered, LoadedDays.of(days.get())));
  }

  private Mono<LoadCounts> settle(long offered, LoadedDays read) {
    if (read.isEmpty()) {
      return offered == 0
          ? Mono.just(LoadCounts.NONE)
          : Mono.error(new IllegalStateException(offered + " records of no day"));
    }
    return DropStaleDays.run(connection, context, read)
        .flatMap(
            stale -> {
              LoadedDays days = read.without(stale);
              return days.isEmpty()
                  ? nothingNew(offered)
                  : settleFresh(offered, days, stale.isEmpty());
            });
  }

  /** Everything read is older than what is stored. */
  private Mono<LoadCounts> nothingNew(long offered) {
    LoadCounts counts = new LoadCounts(offered, 0, 0, offered, 0, 0, Set.of());
    return AddJobCounts.run(connection, context.jobId(), counts).thenReturn(counts);
  }

  private Mono<LoadCounts> settleFresh(long offered, LoadedDays days, boolean allStaged) {
    return prepare(days, allStaged)
        .flatMap(
            prepared ->
                change(days)
                    .flatMap(
                        done ->
                            finish(days, prepared, done, done.counts(offered, prepared.rejected))));
  }

  private Mono<Prepared> prepare(LoadedDays days, boolean allStaged) {
    return AnalyzeStaging.run(connection)
        .then(Mono.defer(() -> staged.campaigns().list(connection, allStaged)))
        .then(InsertCampaigns.run(connection, context))
        .flatMap(
            added ->
                (context.deletion().forced() && !ofAssets
                        ? changeCurrencies(days)
                        : Mono.<Long>empty())
                    .then(reject(days))
                    .zipWhen(rejected -> name())
                    .map(done -> new Prepared(added + done.getT2(), done.getT1())));
  }

  private Mono<Long> changeCurrencies(LoadedDays days) {
    return ChangeCurrencies.run(connection, context, days);
  }

  private Mono<Long> reject(LoadedDays days) {
    return ResolveRejects.run(connection, context, days)
        .then(RejectChangedCurrencies.run(connection, context))
        .flatMap(
            changed ->
                changed > 0 || staged.anyRejected()
                    ? InsertRejects.run(connection, context)
                    : Mono.just(0L));
  }

  private Mono<Long> name() {
    Mono<Long> campaigns = RenameCampaigns.run(connection, context);
    return ofAssets ? campaigns.zipWith(nameAssets(), Long::sum) : campaigns;
  }

  private Mono<Long> nameAssets() {
    return CollectAssets.run(connection)
        .then(InsertAssets.run(connection, context))
        .then(RenameAssets.run(connection, context));
  }

  /** The guard counts a day's rows before the load: so deletes come first. */
  private Mono<Changes> change(LoadedDays days) {
    return StampChanges.run(connection)
        .then(Mono.defer(() -> delete(days.only(context.deletion().provenDays()))))
        .zipWhen(deleted -> store(days).onErrorMap(DuplicateKeys::explain), Changes::plus)
        .flatMap(done -> recount(done, days));
  }

  private Mono<Changes> delete(LoadedDays proven) {
    return proven.isEmpty()
        ? Mono.just(Changes.NONE)
        : DeleteVanished.run(connection, context, proven);
  }

  private Mono<Changes> store(LoadedDays days) {
    Mono<Changes> merged = MergeRows.run(connection, context, days);
    return ofAssets || proves
        ? merged
        : HoldsMetrics.run(connection, context, days)
            .flatMap(held -> held ? merged : InsertMetrics.run(connection, context, days));
  }

  private Mono<Changes> recount(Changes done, LoadedDays days) {
    if (!ofAssets && context.deletion().isProofCompleteWith(days.days())) {
      return RecountConnection.run(connection, context.connection()).map(done::withTotalsCorrected);
    }
    return ofAssets || !done.toRecount()
        ? Mono.just(done)
        : PlanForFewRows.run(connection).then(RecountCampaigns.run(connection)).thenReturn(done);
  }

  /** Rows that others write too come last, so that they are locked for a moment only. */
  private Mono<LoadCounts> finish(
      LoadedDays days, Prepared prepared, Changes done, LoadCounts counts) {
    boolean visible = done.any() || done.totalsCorrected() || prepared.named > 0;
    return mark(days)
        .then(ofAssets || !(proves || done.any()) ? Mono.just(0L) : rollup(days, done))
        .delayUntil(rollups -> done.any() ? TouchConnection.run(connection, context) : Mono.empty())
        .flatMap(rollups -> visible || rollups > 0 ? bumpDataVersion() : Mono.just(0L))
        .then(AddJobCounts.run(connection, context.jobId(), counts))
        .thenReturn(counts);
  }

  /** Of a day of which some campaigns were read, the others may have moved. */
  private Mono<Long> mark(LoadedDays days) {
    return context.isOfWholeDays()
        ? UpsertWatermarks.run(connection, context, days, staged)
        : Mono.just(0L);
  }

  private Mono<Long> bumpDataVersion() {
    return BumpDataVersion.run(connection, context.connection());
  }

  private Mono<Long> rollup(LoadedDays days, Changes done) {
    return RefreshDailyRollup.run(
        connection, context.connection(), proves ? days.days() : done.changedDays());
  }
}
