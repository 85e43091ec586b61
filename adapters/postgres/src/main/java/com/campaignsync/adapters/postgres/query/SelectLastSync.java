package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.MetricsFilter;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** When the connections that a filter leaves were last brought up to date. */
final class SelectLastSync {

  /** $1 tenant, $2 platform, $3 campaigns; null leaves a filter out. */
  private static final SqlStatement SQL =
      new SqlStatement(
          """
          SELECT max(last_sync_completed_at) AS last_synced_at FROM connections
          WHERE tenant_id = $1
            AND (CAST($2 AS text) IS NULL OR platform = $2)
            AND (CAST($3 AS uuid[]) IS NULL OR id IN (
              SELECT connection_id FROM campaign_spaces WHERE tenant_id = $1 AND id = ANY ($3)))\
          """);

  private SelectLastSync() {}

  /** Empty where none of them ever was, or there is none. */
  static Mono<Optional<Instant>> run(
      Connection connection, TenantId tenantId, MetricsFilter filter) {
    return SQL.rows(
            connection,
            statement -> bind(statement.bind("$1", tenantId.value()), filter),
            row -> Optional.ofNullable(row.get(0, Instant.class)))
        .single();
  }

  private static void bind(Statement statement, MetricsFilter filter) {
    SqlStatement.bindNullable(statement, "$2", filter.platform().orElse(null), String.class);
    SqlStatement.bindNullable(statement, "$3", campaigns(filter), UUID[].class);
  }

  private static UUID @Nullable [] campaigns(MetricsFilter filter) {
    return filter.campaigns().isEmpty() ? null : filter.campaigns().toArray(UUID[]::new);
  }
}
