package com.campaignsync.adapters.postgres.api;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.adapters.postgres.query.ApiTransactions;
import com.campaignsync.domain.request.AuditEntry;
import com.campaignsync.domain.request.AuditLog;
import com.campaignsync.domain.request.RequestScope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The audit log in Postgres; the API can add to it and end its entries, and nothing else. */
public final class PostgresAuditLog implements AuditLog {

  private static final SqlStatement COMPLETE =
      SqlStatement.of(PostgresAuditLog.class, "complete_audit_entry.sql");

  private final ApiTransactions transactions;

  /** Writes through these transactions. */
  public PostgresAuditLog(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<UUID> begin(AuditEntry entry) {
    return transactions
        .of(entry.scope())
        .inTransaction(connection -> InsertAuditEntry.run(connection, entry));
  }

  @Override
  public Mono<Void> complete(RequestScope scope, UUID id, int status, @Nullable String reason) {
    return transactions
        .of(scope)
        .inTransaction(
            connection ->
                COMPLETE.update(
                    connection,
                    statement -> {
                      statement.bind("$1", scope.value()).bind("$2", id).bind("$3", status);
                      SqlStatement.bindNullable(statement, "$4", reason, String.class);
                    }))
        .then();
  }
}
