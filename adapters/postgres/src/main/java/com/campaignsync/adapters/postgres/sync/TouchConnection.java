package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Notes on the connection that its numbers changed. */
final class TouchConnection {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          UPDATE connections SET last_metrics_changed_at = clock_timestamp() WHERE id = $1
          """);

  private TouchConnection() {}

  static Mono<Long> run(Connection connection, LoadContext load) {
    return SQL.update(connection, statement -> statement.bind("$1", load.connection().id()));
  }
}
