package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Opens a dead letter again whose replay has failed. */
final class ReopenDeadLetter {

  private static final SqlStatement SQL = SqlStatement.of(ReopenDeadLetter.class);

  private ReopenDeadLetter() {}

  /** False if this failure was noted before; empty if there is no such letter. */
  static Mono<Boolean> run(Connection connection, long id, String replayId, String reason) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", id).bind("$2", replayId).bind("$3", reason),
            row -> Columns.required(row, "is_new", Boolean.class))
        .next();
  }
}
