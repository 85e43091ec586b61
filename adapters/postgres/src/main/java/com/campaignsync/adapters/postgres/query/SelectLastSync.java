package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** When the connections of one platform were last brought up to date. */
final class SelectLastSync {

  private static final SqlStatement SQL =
      new SqlStatement(
          "SELECT max(last_sync_completed_at) AS last_synced_at FROM connections"
              + " WHERE tenant_id = $1 AND platform = $2");

  private SelectLastSync() {}

  static Mono<Optional<Instant>> run(Connection connection, TenantId tenantId, String platform) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", tenantId.value()).bind("$2", platform),
            row -> Optional.ofNullable(row.get(0, Instant.class)))
        .single();
  }
}
