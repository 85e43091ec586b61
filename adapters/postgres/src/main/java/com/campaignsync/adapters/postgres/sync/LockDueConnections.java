package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Locks connections whose time has come, leaving out those that somebody else has locked. */
final class LockDueConnections {

  private static final SqlStatement SQL = SqlStatement.of(LockDueConnections.class);

  private LockDueConnections() {}

  static Mono<List<DueConnection>> run(Connection connection, Instant now, int limit) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", now).bind("$2", limit),
            DueConnection::read)
        .collectList();
  }
}
