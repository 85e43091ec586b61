package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The connections that a sync by hand covers. */
final class SelectTargetConnections {

  private static final SqlStatement SQL = SqlStatement.of(SelectTargetConnections.class);

  private SelectTargetConnections() {}

  static Mono<List<UUID>> run(
      Connection connection, TenantId tenantId, Optional<String> platform, List<UUID> campaigns) {
    return SQL.rows(
            connection,
            statement -> bind(statement, tenantId, platform, campaigns),
            row -> Objects.requireNonNull(row.get("id", UUID.class)))
        .collectList();
  }

  private static void bind(
      Statement statement, TenantId tenantId, Optional<String> platform, List<UUID> campaigns) {
    statement
        .bind("$1", tenantId.value())
        .bind("$3", !campaigns.isEmpty())
        .bind("$4", campaigns.toArray(UUID[]::new))
        .bind("$5", ConnectionReader.CONNECTIONS_MAX);
    platform.ifPresentOrElse(
        name -> statement.bind("$2", name), () -> statement.bindNull("$2", String.class));
  }
}
