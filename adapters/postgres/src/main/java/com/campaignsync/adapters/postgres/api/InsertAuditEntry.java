package com.campaignsync.adapters.postgres.api;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.request.AuditEntry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Writes down who is about to change what. */
final class InsertAuditEntry {

  private static final SqlStatement SQL = SqlStatement.of(InsertAuditEntry.class);

  private static final ObjectMapper JSON = new ObjectMapper();

  private InsertAuditEntry() {}

  static Mono<UUID> run(Connection connection, AuditEntry entry) {
    return SQL.rows(
            connection,
            statement -> bind(statement, entry),
            row -> Objects.requireNonNull(row.get("id", UUID.class)))
        .single();
  }

  private static void bind(Statement statement, AuditEntry entry) {
    statement
        .bind("$1", entry.scope().value())
        .bind("$2", entry.subject())
        .bind("$3", entry.role())
        .bind("$5", entry.method())
        .bind("$6", entry.route())
        .bind("$7", json(entry.targets()))
        .bind("$8", entry.requestId());
    SqlStatement.bindNullable(statement, "$4", entry.callerTenant(), String.class);
    SqlStatement.bindNullable(statement, "$9", entry.traceId(), String.class);
  }

  private static String json(Map<String, String> targets) {
    try {
      return JSON.writeValueAsString(targets);
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException("texts are always writable", impossible);
    }
  }
}
