package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.ConnectionSource;
import com.campaignsync.domain.store.NewConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Keeps a new connection. */
final class InsertConnection {

  private static final SqlStatement SQL = SqlStatement.of(InsertConnection.class);

  private InsertConnection() {}

  static Mono<UUID> run(Connection connection, NewConnection wanted) {
    return SQL.rows(
            connection,
            statement -> bind(statement, wanted),
            row -> Objects.requireNonNull(row.get("id", UUID.class)))
        .single();
  }

  private static void bind(Statement statement, NewConnection wanted) {
    ConnectionSource source = wanted.source();
    statement
        .bind("$1", wanted.tenantId().value())
        .bind("$2", wanted.platform())
        .bind("$4", wanted.name())
        .bind("$5", source.table())
        .bind("$6", source.mapping())
        .bind("$8", source.assetMapping())
        .bind("$9", wanted.lookbackDays())
        .bind("$10", wanted.grain())
        .bind("$11", wanted.frequency().wireName());
    SqlStatement.bindNullable(statement, "$3", wanted.accountId(), String.class);
    SqlStatement.bindNullable(statement, "$7", source.assetTable(), String.class);
    SqlStatement.bindNullable(statement, "$12", wanted.nextRunAt(), Instant.class);
  }
}
