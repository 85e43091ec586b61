package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Shows on a connection what its jobs came to. */
final class SettleConnection {

  private static final SqlStatement SQL = SqlStatement.of(SettleConnection.class);

  private SettleConnection() {}

  static Mono<Long> afterSuccess(
      Connection connection, UUID connectionId, UUID jobId, boolean changed) {
    return run(connection, connectionId, jobId, true, changed);
  }

  /** After a failure or a hand-back: neither counts as a completed sync. */
  static Mono<Long> otherwise(Connection connection, UUID connectionId, UUID jobId) {
    return run(connection, connectionId, jobId, false, false);
  }

  private static Mono<Long> run(
      Connection connection, UUID connectionId, UUID jobId, boolean success, boolean changed) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", connectionId)
                .bind("$2", jobId)
                .bind("$3", success)
                .bind("$4", changed));
  }
}
