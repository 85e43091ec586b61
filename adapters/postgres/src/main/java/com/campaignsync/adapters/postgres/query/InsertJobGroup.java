package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.NewJob;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Keeps the head of a group of jobs. */
final class InsertJobGroup {

  private static final SqlStatement SQL = SqlStatement.of(InsertJobGroup.class);

  private InsertJobGroup() {}

  /** The head's id. It takes what its parts have in common from {@code first}. */
  static Mono<UUID> run(Connection connection, NewJob first) {
    return SQL.rows(
            connection,
            statement -> bind(statement, first),
            row -> Objects.requireNonNull(row.get("id", UUID.class)))
        .single();
  }

  private static void bind(Statement statement, NewJob first) {
    statement
        .bind("$1", first.tenantId().value())
        .bind("$2", first.entity().wireName())
        .bind("$3", first.type().wireName())
        .bind("$6", RequestedJob.wireName(first.trigger()))
        .bind("$8", "group:" + first.idempotencyKey());
    RequestedJob.bindWindow(statement, "$4", "$5", first.window());
    SqlStatement.bindNullable(statement, "$7", first.userId(), String.class);
  }
}
