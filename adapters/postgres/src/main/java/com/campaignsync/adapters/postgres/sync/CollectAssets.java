package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Lists the staged assets. */
final class CollectAssets {

  private static final SqlStatement SQL = SqlStatement.of(CollectAssets.class);

  private CollectAssets() {}

  static Mono<Long> run(Connection connection) {
    return SQL.update(connection, statement -> {});
  }
}
