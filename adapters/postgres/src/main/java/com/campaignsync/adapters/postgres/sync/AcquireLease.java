package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.Lease;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Takes a lease that is free or expired, under the next fence. */
final class AcquireLease {

  private static final SqlStatement SQL = SqlStatement.of(AcquireLease.class);

  private AcquireLease() {}

  /** Empty if somebody holds it. */
  static Mono<Lease> run(
      Connection connection, UUID connectionId, String owner, Duration timeToLive) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", connectionId)
                    .bind("$2", owner)
                    .bind("$3", Seconds.of(timeToLive)),
            row -> new Lease(connectionId, owner, Columns.count(row, "fence")))
        .next();
  }
}
