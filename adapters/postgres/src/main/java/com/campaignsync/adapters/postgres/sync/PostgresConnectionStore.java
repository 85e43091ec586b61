package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Transactions;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Connections in Postgres. */
public final class PostgresConnectionStore implements ConnectionStore {

  private final Transactions database;

  public PostgresConnectionStore(Transactions database) {
    this.database = database;
  }

  @Override
  public Mono<AdConnection> find(UUID connectionId) {
    return database.inTransaction(connection -> SelectConnection.run(connection, connectionId));
  }

  @Override
  public Flux<DueJob> claimDue(Instant now, boolean realtimeOnly, int limit) {
    return database
        .inTransaction(
            connection ->
                claim(
                    connection, now, LockDueConnections.run(connection, now, realtimeOnly, limit)))
        .onErrorResume(
            PostgresConnectionStore::isBusy, busy -> claimByTime(now, realtimeOnly, limit))
        .flatMapIterable(jobs -> jobs);
  }

  private Mono<List<DueJob>> claimByTime(Instant now, boolean realtimeOnly, int limit) {
    return database.inTransaction(
        connection ->
            claim(
                connection, now, LockDueConnections.byTime(connection, now, realtimeOnly, limit)));
  }

  private static boolean isBusy(Throwable failure) {
    return failure instanceof StoreException busy && busy.code() == StoreException.Code.STORE_BUSY;
  }

  private static Mono<List<DueJob>> claim(
      Connection connection, Instant now, Mono<List<DueConnection>> locked) {
    return locked.filter(due -> !due.isEmpty()).flatMap(due -> claim(connection, now, due));
  }

  private static Mono<List<DueJob>> claim(
      Connection connection, Instant now, List<DueConnection> due) {
    return InsertScheduledJobs.run(connection, due)
        .delayUntil(made -> ScheduleConnections.run(connection, due, made, now));
  }

  @Override
  public Mono<Boolean> anyRealtime() {
    return database.inTransaction(AnyRealtime::run);
  }

  /** Without those whose mapping nobody can read: their own syncs fail and say so. */
  @Override
  public Flux<AdConnection> active(@Nullable TenantId tenantId) {
    return database
        .inTransaction(
            connection -> SelectActiveConnections.run(connection, tenantId).collectList())
        .flatMapIterable(connections -> connections);
  }

  @Override
  public Mono<Boolean> storesSince(UUID connectionId, LocalDate day) {
    return database.inTransaction(connection -> StoresSince.run(connection, connectionId, day));
  }

  @Override
  public Mono<Boolean> knows(TenantId tenantId) {
    return database.inTransaction(connection -> KnowsTenant.run(connection, tenantId));
  }
}
