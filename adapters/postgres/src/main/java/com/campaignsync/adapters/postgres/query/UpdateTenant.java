package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.tenant.Tenant;
import com.campaignsync.domain.tenant.TenantChange;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.domain.tenant.Tier;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.ZoneId;
import reactor.core.publisher.Mono;

/** Changes a tenant, and with it its data version; empty if there is none of that id. */
final class UpdateTenant {

  private static final SqlStatement SQL = SqlStatement.of(UpdateTenant.class);

  private UpdateTenant() {}

  static Mono<Tenant> run(Connection connection, TenantId id, TenantChange change) {
    return SQL.rows(connection, statement -> bind(statement, id, change), TenantRow::read).next();
  }

  private static void bind(Statement statement, TenantId id, TenantChange change) {
    Tier tier = change.tier();
    ZoneId zone = change.zone();
    statement.bind("$1", id.value());
    SqlStatement.bindNullable(statement, "$2", change.name(), String.class);
    SqlStatement.bindNullable(statement, "$3", tier == null ? null : tier.wireName(), String.class);
    SqlStatement.bindNullable(statement, "$4", zone == null ? null : zone.getId(), String.class);
    SqlStatement.bindNullable(statement, "$5", change.currency(), String.class);
    SqlStatement.bindNullable(statement, "$6", change.realtimeAllowed(), Boolean.class);
  }
}
