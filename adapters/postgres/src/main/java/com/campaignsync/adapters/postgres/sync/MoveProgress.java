package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Notes how far a connection's rows are complete after a job that succeeded. */
final class MoveProgress {

  private static final SqlStatement ZONE =
      new SqlStatement(
          """
          SELECT tenant.time_zone, clock_timestamp() AS now
          FROM connections AS connection
          JOIN tenants AS tenant ON tenant.id = connection.tenant_id
          WHERE connection.id = $1
          """);

  private static final SqlStatement SQL = SqlStatement.of(MoveProgress.class);

  private MoveProgress() {}

  static Mono<Long> run(Connection connection, UUID connectionId, UUID jobId) {
    return today(connection, connectionId)
        .flatMap(
            today ->
                SQL.update(connection, statement -> statement.bind("$1", jobId).bind("$2", today)));
  }

  /** By the store's clock. Java reads the zone: Postgres takes {@code UTC+2} for its opposite. */
  private static Mono<LocalDate> today(Connection connection, UUID connectionId) {
    return ZONE.rows(
            connection,
            statement -> statement.bind("$1", connectionId),
            row ->
                LocalDate.ofInstant(
                    Columns.required(row, "now", Instant.class),
                    ZoneId.of(Columns.text(row, "time_zone"))))
        .single();
  }
}
