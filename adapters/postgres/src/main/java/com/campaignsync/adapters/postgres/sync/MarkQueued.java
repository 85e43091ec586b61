package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Shows on connections that a sync waits, unless one is at work. */
final class MarkQueued {

  private static final SqlStatement SQL = SqlStatement.of(MarkQueued.class);

  private MarkQueued() {}

  static Mono<Long> run(Connection connection, List<UUID> connectionIds) {
    return SQL.update(
        connection, statement -> statement.bind("$1", connectionIds.toArray(UUID[]::new)));
  }
}
