package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.time.ZoneId;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** The tenant's zone and currency; empty if there is no such tenant. */
final class SelectTenant {

  private static final SqlStatement SQL =
      new SqlStatement("SELECT time_zone, currency FROM tenants WHERE id = $1");

  private SelectTenant() {}

  static Mono<TenantInfo> run(Connection connection, TenantId tenantId) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", tenantId.value()),
            row ->
                new TenantInfo(
                    tenantId,
                    ZoneId.of(Objects.requireNonNull(row.get("time_zone", String.class))),
                    Objects.requireNonNull(row.get("currency", String.class))))
        .next();
  }
}
