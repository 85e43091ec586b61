package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Keeps assets' names current. */
final class RenameAssets {

  private static final SqlStatement SQL = SqlStatement.of(RenameAssets.class);

  private RenameAssets() {}

  /** The number of assets renamed, new ones included. */
  static Mono<Long> run(Connection connection, LoadContext load) {
    return SQL.update(connection, statement -> statement.bind("$1", load.connection().id()));
  }
}
