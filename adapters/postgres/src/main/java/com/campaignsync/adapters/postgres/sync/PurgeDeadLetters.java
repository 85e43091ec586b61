package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.PurgeCutoffs;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Deletes old dead letters, a bounded number of them. */
final class PurgeDeadLetters {

  private static final SqlStatement SQL = SqlStatement.of(PurgeDeadLetters.class);

  private PurgeDeadLetters() {}

  static Mono<Long> run(Connection connection, PurgeCutoffs cutoffs, int limit) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", cutoffs.settled())
                .bind("$2", cutoffs.unsettled())
                .bind("$3", limit));
  }
}
