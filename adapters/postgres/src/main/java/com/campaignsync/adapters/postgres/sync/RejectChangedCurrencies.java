package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Marks staged rows whose currency is not that of their campaign. */
final class RejectChangedCurrencies {

  private static final SqlStatement SQL = SqlStatement.of(RejectChangedCurrencies.class);

  private RejectChangedCurrencies() {}

  /** The number of rows marked. */
  static Mono<Long> run(Connection connection, LoadContext load) {
    return SQL.update(connection, statement -> statement.bind("$1", load.connection().id()));
  }
}
