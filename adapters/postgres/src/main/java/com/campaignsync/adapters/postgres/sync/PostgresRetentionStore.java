package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.domain.store.MonthContents;
import com.campaignsync.domain.store.PurgeCounts;
import com.campaignsync.domain.store.PurgeCutoffs;
import com.campaignsync.domain.store.RetentionStore;
import io.r2dbc.spi.Connection;
import java.time.LocalDate;
import java.time.YearMonth;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Retention in Postgres: whole monthly partitions go, records of work go in batches. */
public final class PostgresRetentionStore implements RetentionStore {

  private final Database database;

  public PostgresRetentionStore(Database database) {
    this.database = database;
  }

  @Override
  public Flux<MonthContents> droppable(LocalDate firstKeptDay) {
    return database
        .inTransaction(
            connection -> SelectDroppableMonths.run(connection, firstKeptDay).collectList())
        .flatMapIterable(months -> months)
        .concatMap(
            month -> database.inTransaction(connection -> CountMonth.run(connection, month)));
  }

  @Override
  public Mono<MonthContents> dropMonth(YearMonth month, LocalDate firstKeptDay) {
    if (!month.atEndOfMonth().isBefore(firstKeptDay)) {
      return Mono.error(
          new IllegalArgumentException(
              "%s is kept: it has days from %s on".formatted(month, firstKeptDay)));
    }
    return database.inTransaction(connection -> DropMonth.run(connection, month));
  }

  @Override
  public Mono<PurgeCounts> purgeable(PurgeCutoffs cutoffs) {
    return database.inTransaction(connection -> CountPurgeable.run(connection, cutoffs));
  }

  /** Rejects first: jobs whose last reject goes may go with them. */
  @Override
  public Mono<PurgeCounts> purge(PurgeCutoffs cutoffs, int limit) {
    return database.inTransaction(connection -> purge(connection, cutoffs, limit));
  }

  private static Mono<PurgeCounts> purge(Connection connection, PurgeCutoffs cutoffs, int limit) {
    return PurgeRejects.run(connection, cutoffs, limit)
        .zipWhen(rejects -> PurgeJobs.run(connection, cutoffs, limit))
        .zipWhen(rejectsAndJobs -> PurgeDeadLetters.run(connection, cutoffs, limit))
        .zipWhen(
            others -> PurgeSourceReads.run(connection, cutoffs, limit),
            (others, reads) ->
                new PurgeCounts(
                    others.getT1().getT2(), others.getT1().getT1(), others.getT2(), reads, 0))
        .zipWhen(
            others -> PurgeRequests.run(connection, cutoffs, limit),
            (others, requests) -> others.plus(new PurgeCounts(0, 0, 0, 0, requests)));
  }
}
