package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.Lease;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Extends a lease, unless its row is locked or it was lost. */
final class RenewLease {

  private static final SqlStatement SQL = SqlStatement.of(RenewLease.class);

  private RenewLease() {}

  /** False if the row was locked or no longer ours: {@link HoldsLease} tells which. */
  static Mono<Boolean> run(Connection connection, Lease lease, Duration timeToLive) {
    return SQL.update(
            connection,
            statement ->
                statement
                    .bind("$1", lease.connectionId())
                    .bind("$2", lease.fence())
                    .bind("$3", Seconds.of(timeToLive)))
        .map(rows -> rows > 0);
  }
}
