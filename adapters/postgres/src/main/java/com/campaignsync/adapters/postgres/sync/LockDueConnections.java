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

  private static final SqlStatement BY_TIME =
      SqlStatement.of(LockDueConnections.class, "lock_due_connections_by_time.sql");

  /** The spend is worth no longer wait: everybody's dispatch waits with it. */
  private static final SqlStatement BE_BRIEF =
      new SqlStatement("SELECT set_config('lock_timeout', '1s', true)");

  private LockDueConnections() {}

  /**
   * The longest overdue first, then those that spent most. Gives up as STORE_BUSY, and the
   * transaction with it, after a second's wait for whoever has locked the metrics.
   */
  static Mono<List<DueConnection>> run(
      Connection connection, Instant now, boolean realtimeOnly, int limit) {
    LocalDate spendFrom = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(SPEND_DAYS);
    return BE_BRIEF
        .update(connection, statement -> {})
        .thenMany(
            SQL.rows(
                connection,
                statement ->
                    statement
                        .bind("$1", now)
                        .bind("$2", realtimeOnly)
                        .bind("$3", spendFrom)
                        .bind("$4", limit),
                DueConnection::read))
        .collectList();
  }

  /** The longest overdue first; asks for no metrics. */
  static Mono<List<DueConnection>> byTime(
      Connection connection, Instant now, boolean realtimeOnly, int limit) {
    return BY_TIME
        .rows(
            connection,
            statement -> statement.bind("$1", now).bind("$2", realtimeOnly).bind("$3", limit),
            DueConnection::read)
        .collectList();
  }
}
