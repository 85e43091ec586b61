package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.AdConnection;
import io.r2dbc.spi.Connection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** One connection. */
final class SelectConnection {

  private static final SqlStatement SQL = SqlStatement.of(SelectConnection.class);

  private SelectConnection() {}

  static Mono<AdConnection> run(Connection connection, UUID connectionId) {
    return SQL.rows(
            connection, statement -> statement.bind("$1", connectionId), ConnectionRow::read)
        .next();
  }
}
