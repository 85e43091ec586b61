package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/**
 * The first statement of every transaction that writes under a lease: locks the lease's row until
 * the end, so that nobody can take the lease in between.
 */
final class ProveFence {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          SELECT 1 FROM connection_leases
          WHERE connection_id = $1 AND fence = $2 AND expires_at > '-infinity'
          FOR NO KEY UPDATE
          """);

  private ProveFence() {}

  /** Fails with code {@code FENCED} if the lease was lost. */
  static Mono<Void> run(Connection connection, Lease lease) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", lease.connectionId()).bind("$2", lease.fence()),
            row -> true)
        .next()
        .switchIfEmpty(Mono.error(() -> fenced(lease)))
        .then();
  }

  private static StoreException fenced(Lease lease) {
    return new StoreException(
        Code.FENCED,
        "lease %d on connection %s was lost; whoever holds it now does the work"
            .formatted(lease.fence(), lease.connectionId()),
        null);
  }
}
