package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Notes that a dead letter was sent again. */
final class MarkReplayed {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          UPDATE dead_letters SET replayed_at = clock_timestamp()
          WHERE id = $1 AND replayed_at IS NULL AND failures = $2
          """);

  private MarkReplayed() {}

  /** False if there is none, it was sent again before, or has failed again by now. */
  static Mono<Boolean> run(Connection connection, long id, long failures) {
    return SQL.update(connection, statement -> statement.bind("$1", id).bind("$2", failures))
        .map(rows -> rows > 0);
  }
}
