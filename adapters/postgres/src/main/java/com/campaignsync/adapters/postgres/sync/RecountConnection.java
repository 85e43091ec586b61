package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.AdConnection;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/**
 * Proves the totals of a connection's campaigns by their rows: once a job, at its end, because it
 * reads all that is kept. Answers how many were wrong.
 */
final class RecountConnection {

  private static final SqlStatement SQL = SqlStatement.of(RecountConnection.class);

  private RecountConnection() {}

  static Mono<Long> run(Connection connection, AdConnection ofWhom) {
    return SQL.update(
        connection,
        statement -> statement.bind("$1", ofWhom.id()).bind("$2", ofWhom.tenantId().value()));
  }
}
