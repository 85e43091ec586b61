package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Whether any row of the connection's campaigns is stored between the first and the last day. */
final class HoldsMetrics {

  private static final SqlStatement SQL = SqlStatement.of(HoldsMetrics.class);

  private HoldsMetrics() {}

  static Mono<Boolean> run(Connection connection, LoadContext load, LoadedDays days) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", load.connection().id())
                    .bind("$2", days.first())
                    .bind("$3", days.last()),
            row -> Columns.required(row, "any_stored", Boolean.class))
        .single();
  }
}
