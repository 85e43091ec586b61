package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.SyncJob;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Connections in Postgres. */
public final class PostgresConnectionStore implements ConnectionStore {

  private final Database database;

  public PostgresConnectionStore(Database database) {
    this.database = database;
  }

  @Override
  public Mono<AdConnection> find(UUID connectionId) {
    return database.inTransaction(connection -> SelectConnection.run(connection, connectionId));
  }

  @Override
  public Flux<SyncJob> claimDue(Instant now, int limit) {
    return database
        .inTransaction(connection -> claim(connection, now, limit))
        .flatMapIterable(jobs -> jobs);
  }

  private static Mono<List<SyncJob>> claim(Connection connection, Instant now, int limit) {
    return LockDueConnections.run(connection, now, limit)
        .filter(due -> !due.isEmpty())
        .flatMap(due -> claim(connection, now, due));
  }

  private static Mono<List<SyncJob>> claim(
      Connection connection, Instant now, List<DueConnection> due) {
    return ScheduleConnections.run(connection, due, now)
        .thenMany(InsertScheduledJobs.run(connection, due, Entity.CAMPAIGN_METRICS))
        .collectList();
  }
}
