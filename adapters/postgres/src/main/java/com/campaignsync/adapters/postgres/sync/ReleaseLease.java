package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.Lease;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Gives a lease back. The row stays, and with it the fence. */
final class ReleaseLease {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          UPDATE connection_leases SET expires_at = '-infinity'
          WHERE connection_id = $1 AND fence = $2
          """);

  private ReleaseLease() {}

  static Mono<Long> run(Connection connection, Lease lease) {
    return SQL.update(
        connection,
        statement -> statement.bind("$1", lease.connectionId()).bind("$2", lease.fence()));
  }
}
