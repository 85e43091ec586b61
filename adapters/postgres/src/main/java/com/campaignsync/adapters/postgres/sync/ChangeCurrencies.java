package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Gives campaigns another currency of which this load replaces every stored row. */
final class ChangeCurrencies {

  private static final SqlStatement SQL = SqlStatement.of(ChangeCurrencies.class);

  private ChangeCurrencies() {}

  /** The number of campaigns changed. */
  static Mono<Long> run(Connection connection, LoadContext load, LoadedDays days) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", load.connection().id())
                .bind("$2", load.extractionVersion())
                .bind("$3", days.only(load.deletion().provenDays()).texts()));
  }
}
