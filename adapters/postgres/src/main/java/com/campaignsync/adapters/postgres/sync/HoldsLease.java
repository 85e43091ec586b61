package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.Lease;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Whether nobody has taken a lease since, read without waiting for a lock. */
final class HoldsLease {

  private static final SqlStatement SQL =
      new SqlStatement(
          "SELECT 1 FROM connection_leases WHERE connection_id = $1 AND fence = $2 AND expires_at > '-infinity'");

  private HoldsLease() {}

  static Mono<Boolean> run(Connection connection, Lease lease) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", lease.connectionId()).bind("$2", lease.fence()),
            row -> true)
        .next()
        .defaultIfEmpty(false);
  }
}
