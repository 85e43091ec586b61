package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.tenant.NewTenant;
import com.campaignsync.domain.tenant.Tenant;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Makes a tenant; empty if its id is in use. */
final class InsertTenant {

  private static final SqlStatement SQL = SqlStatement.of(InsertTenant.class);

  private InsertTenant() {}

  static Mono<Tenant> run(Connection connection, NewTenant tenant) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", tenant.id().value())
                    .bind("$2", tenant.name())
                    .bind("$3", tenant.tier().wireName())
                    .bind("$4", tenant.zone().getId())
                    .bind("$5", tenant.currency())
                    .bind("$6", tenant.realtimeAllowed()),
            TenantRow::read)
        .next();
  }
}
