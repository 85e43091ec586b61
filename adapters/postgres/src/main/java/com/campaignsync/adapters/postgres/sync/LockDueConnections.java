package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import reactor.core.publisher.Mono;

/** Locks connections whose time has come, leaving out those that somebody else has locked. */
final class LockDueConnections {

  /** Spend of a week: no weekday counts more than another. */
  private static final int SPEND_DAYS = 7;

  private static final SqlStatement SQL = SqlStatement.of(LockDueConnections.class);

  private LockDueConnections() {}

  /** The longest overdue first, then those that spent most. */
  static Mono<List<DueConnection>> run(
      Connection connection, Instant now, boolean realtimeOnly, int limit) {
    LocalDate spendFrom = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(SPEND_DAYS);
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", now)
                    .bind("$2", realtimeOnly)
                    .bind("$3", spendFrom)
                    .bind("$4", limit),
            DueConnection::read)
        .collectList();
  }
}
