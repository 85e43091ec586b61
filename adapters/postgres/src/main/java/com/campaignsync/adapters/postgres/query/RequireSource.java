package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.ConnectionAdmin.Changed;
import com.campaignsync.domain.store.ConnectionSource;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Fails with {@link Changed} unless a connection's source is what it was. Seconds lie between
 * reading it and changing it, while the new one is tried; asked under the hold on the connection,
 * whose holders come one after the other.
 */
final class RequireSource {

  /** Mappings by what they say: the store keeps no order of names, and no blanks. */
  private static final SqlStatement SQL =
      new SqlStatement(
          """
          SELECT FROM connections
          WHERE tenant_id = $1 AND id = $2 AND source = $3 AND mapping = CAST($4 AS jsonb)
            AND asset_source IS NOT DISTINCT FROM $5 AND asset_mapping = CAST($6 AS jsonb)\
          """);

  private RequireSource() {}

  static Mono<Void> run(
      Connection connection, TenantId tenantId, UUID connectionId, ConnectionSource was) {
    return SQL.rows(
            connection,
            statement -> {
              statement.bind("$1", tenantId.value()).bind("$2", connectionId);
              bind(statement, was);
            },
            row -> true)
        .next()
        .switchIfEmpty(Mono.error(() -> new Changed(connectionId)))
        .then();
  }

  private static void bind(Statement statement, ConnectionSource was) {
    statement.bind("$3", was.table()).bind("$4", was.mapping()).bind("$6", was.assetMapping());
    SqlStatement.bindNullable(statement, "$5", was.assetTable(), String.class);
  }
}
