package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LeaseStore;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Leases in Postgres, by its clock. */
public final class PostgresLeaseStore implements LeaseStore {

  private final Database database;

  public PostgresLeaseStore(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Lease> acquire(UUID connectionId, String owner, Duration timeToLive) {
    return database.inTransaction(
        connection -> AcquireLease.run(connection, connectionId, owner, timeToLive));
  }

  @Override
  public Mono<Boolean> renew(Lease lease, Duration timeToLive) {
    return database.inTransaction(connection -> renew(connection, lease, timeToLive));
  }

  private static Mono<Boolean> renew(Connection connection, Lease lease, Duration timeToLive) {
    return RenewLease.run(connection, lease, timeToLive)
        .flatMap(renewed -> renewed ? Mono.just(true) : HoldsLease.run(connection, lease));
  }

  @Override
  public Mono<Void> release(Lease lease) {
    return database.inTransaction(connection -> ReleaseLease.run(connection, lease)).then();
  }
}
