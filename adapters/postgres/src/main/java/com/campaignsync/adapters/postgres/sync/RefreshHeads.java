package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Brings the heads of some jobs up to date; nothing for jobs without one. */
final class RefreshHeads {

  private static final SqlStatement SQL =
      new SqlStatement("SELECT refresh_heads($1) IS NULL AS done");

  private RefreshHeads() {}

  static Mono<Void> run(Connection connection, Collection<UUID> parts) {
    return SQL.rows(
            connection, statement -> statement.bind("$1", parts.toArray(UUID[]::new)), row -> true)
        .then();
  }
}
