package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.ConnectionAdmin.Overlaps;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Another connection that has some of the same rows. */
final class SelectOverlap {

  /** Until the transaction ends: two connections made at once see each other. */
  private static final SqlStatement LOCK =
      new SqlStatement(
          "SELECT pg_advisory_xact_lock(hashtextextended('connections of ' || $1, 0)) IS NULL");

  private static final SqlStatement SQL = SqlStatement.of(SelectOverlap.class);

  private SelectOverlap() {}

  /** Fails with {@link Overlaps} if there is one. */
  static Mono<Void> refuse(
      Connection connection,
      TenantId tenantId,
      String platform,
      @Nullable String accountId,
      String source,
      @Nullable UUID own) {
    return LOCK.rows(connection, statement -> statement.bind("$1", tenantId.value()), row -> true)
        .thenMany(
            SQL.rows(
                connection,
                statement -> {
                  statement.bind("$1", tenantId.value()).bind("$2", platform).bind("$4", source);
                  SqlStatement.bindNullable(statement, "$3", accountId, String.class);
                  SqlStatement.bindNullable(statement, "$5", own, UUID.class);
                },
                row -> Objects.requireNonNull(row.get("id", UUID.class))))
        .next()
        .flatMap(other -> Mono.error(new Overlaps(other)));
  }
}
