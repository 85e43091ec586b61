package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Whether there is such a tenant. */
final class KnowsTenant {

  private static final SqlStatement SQL =
      new SqlStatement("SELECT EXISTS (SELECT FROM tenants WHERE id = $1) AS known");

  private KnowsTenant() {}

  static Mono<Boolean> run(Connection connection, TenantId tenantId) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", tenantId.value()),
            row -> Boolean.TRUE.equals(row.get("known", Boolean.class)))
        .next();
  }
}
