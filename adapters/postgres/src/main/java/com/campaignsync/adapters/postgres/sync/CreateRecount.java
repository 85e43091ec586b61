package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Makes the table of campaigns to be recounted, once per pooled connection. */
final class CreateRecount {

  private static final SqlStatement SQL = SqlStatement.of(CreateRecount.class);

  private CreateRecount() {}

  static Mono<Long> run(Connection connection) {
    return SQL.update(connection, statement -> {});
  }
}
