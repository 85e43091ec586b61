package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Settles what earlier loads rejected of the days loaded now. */
final class ResolveRejects {

  private static final SqlStatement SQL = SqlStatement.of(ResolveRejects.class);

  private ResolveRejects() {}

  static Mono<Long> run(Connection connection, LoadContext load, LoadedDays days) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", load.jobId())
                .bind("$2", load.connection().id())
                .bind("$3", load.entity().wireName())
                .bind("$4", days.texts())
                .bind("$5", load.campaignIds().toArray(String[]::new)));
  }
}
