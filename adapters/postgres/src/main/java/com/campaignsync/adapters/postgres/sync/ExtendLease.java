package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.Lease;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/**
 * The last statement of every transaction that writes under a lease: renewals skip the row while
 * the transaction holds it.
 */
final class ExtendLease {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          UPDATE connection_leases SET expires_at = clock_timestamp() + time_to_live
          WHERE connection_id = $1 AND fence = $2 AND expires_at > '-infinity'
          """);

  private ExtendLease() {}

  static Mono<Long> run(Connection connection, Lease lease) {
    return SQL.update(
        connection,
        statement -> statement.bind("$1", lease.connectionId()).bind("$2", lease.fence()));
  }
}
