package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Whether somebody waits for syncs twice a minute. */
final class AnyRealtime {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          SELECT EXISTS (
            SELECT FROM connections AS connection
            JOIN tenants AS tenant ON tenant.id = connection.tenant_id
            WHERE NOT connection.paused AND connection.next_run_at IS NOT NULL
              AND connection.sync_frequency = 'realtime' AND tenant.realtime_allowed) AS found
          """);

  private AnyRealtime() {}

  static Mono<Boolean> run(Connection connection) {
    return SQL.rows(
            connection, statement -> {}, row -> Columns.required(row, "found", Boolean.class))
        .single();
  }
}
