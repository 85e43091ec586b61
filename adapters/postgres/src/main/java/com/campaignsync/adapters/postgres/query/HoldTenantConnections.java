package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Keeps workers from beginning on a tenant's connections until the transaction ends. */
final class HoldTenantConnections {

  private static final SqlStatement SQL = SqlStatement.of(HoldTenantConnections.class);

  private HoldTenantConnections() {}

  /** Whether one of them is being synced. */
  static Mono<Boolean> run(Connection connection, TenantId id) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", id.value()),
            row -> Boolean.TRUE.equals(row.get("busy", Boolean.class)))
        .single();
  }
}
