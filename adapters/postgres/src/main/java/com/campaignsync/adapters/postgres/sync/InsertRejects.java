package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Keeps the staged records that cannot be stored. */
final class InsertRejects {

  private static final SqlStatement SQL = SqlStatement.of(InsertRejects.class);

  private InsertRejects() {}

  /** The number of records kept, those that were known already included. */
  static Mono<Long> run(Connection connection, LoadContext load) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", load.jobId())
                    .bind("$2", load.connection().id())
                    .bind("$3", load.connection().tenantId().value())
                    .bind("$4", load.entity().wireName()),
            row -> Columns.count(row, "rejected"))
        .single();
  }
}
