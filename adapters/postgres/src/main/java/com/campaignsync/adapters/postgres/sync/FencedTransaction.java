package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.domain.store.Lease;
import io.r2dbc.spi.Connection;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A transaction that a holder who lost its lease cannot commit. */
final class FencedTransaction {

  private final Database database;

  FencedTransaction(Database database) {
    this.database = database;
  }

  /** Proves the fence, does the work, extends the lease. */
  <T> Mono<T> run(Lease lease, Function<Connection, Mono<T>> work) {
    return database.inTransaction(
        connection ->
            ProveFence.run(connection, lease)
                .then(Mono.defer(() -> work.apply(connection)))
                .flatMap(value -> ExtendLease.run(connection, lease).thenReturn(value)));
  }
}
