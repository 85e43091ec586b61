package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Makes the table that COPY fills, and those beside it, once per pooled connection. */
final class CreateStaging {

  private static final SqlStatement SQL = SqlStatement.of(CreateStaging.class);

  private CreateStaging() {}

  static Mono<Long> run(Connection connection) {
    return SQL.update(connection, statement -> {});
  }
}
