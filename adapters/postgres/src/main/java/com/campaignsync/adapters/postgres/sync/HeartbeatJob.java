package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Shows that a job is alive and how far it is. */
final class HeartbeatJob {

  private static final SqlStatement SQL = SqlStatement.of(HeartbeatJob.class);

  private HeartbeatJob() {}

  static Mono<Long> run(Connection connection, UUID jobId, long recordsProcessed) {
    return SQL.update(
        connection, statement -> statement.bind("$1", jobId).bind("$2", recordsProcessed));
  }
}
