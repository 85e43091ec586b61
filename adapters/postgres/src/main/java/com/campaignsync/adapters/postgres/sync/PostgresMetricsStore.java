package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
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

/** Rows in Postgres: COPY into a staging table, then one MERGE of what differs. */
public final class PostgresMetricsStore implements MetricsStore {

  private final Database database;
  private final FencedTransaction fenced;

  public PostgresMetricsStore(Database database) {
    this.database = database;
    this.fenced = new FencedTransaction(database);
  }

  @Override
  public Mono<Map<LocalDate, Watermark>> watermarks(
      UUID connectionId, Entity entity, DayWindow window) {
    return database.inTransaction(
        connection -> SelectWatermarks.run(connection, connectionId, entity, window));
  }

  @Override
  public Mono<Map<LocalDate, DayDigest>> digests(
      UUID connectionId, Entity entity, DayWindow window) {
    return database.inTransaction(
        connection -> SelectDigests.run(connection, connectionId, entity, window));
  }

  @Override
  public Mono<SumsCorrected> proveSums(Lease lease, AdConnection ofWhom, DayWindow window) {
    return fenced.run(lease, connection -> ProveSums.run(connection, ofWhom, window));
  }

  @Override
  public Mono<Void> keepUndated(Lease lease, UUID jobId, Entity entity, UndatedRows undated) {
    return fenced
        .run(
            lease,
            connection -> KeepUndated.run(connection, lease.connectionId(), jobId, entity, undated))
        .then();
  }

  @Override
  public Mono<Void> ensureMonths(Set<YearMonth> months) {
    return database.inTransaction(connection -> EnsureMonths.run(connection, months)).then();
  }

  @Override
  public Mono<LoadCounts> load(
      Lease lease, LoadContext context, Supplier<Set<LocalDate>> days, Flux<SourceRecord> records) {
    if (!lease.connectionId().equals(context.connection().id())) {
      return Mono.error(new IllegalArgumentException("the lease is of another connection"));
    }
    return fenced.run(lease, connection -> new Load(connection, context).run(days, records));
  }
}
