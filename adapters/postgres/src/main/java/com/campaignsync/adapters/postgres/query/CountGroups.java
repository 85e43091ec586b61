package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** How many groups all pages have together. */
final class CountGroups {

  private CountGroups() {}

  static Mono<Long> run(Connection connection, TenantId tenantId, MetricsQuery query) {
    return sql(tenantId, query)
        .rows(connection, row -> Objects.requireNonNull(row.get("groups", Long.class)))
        .single();
  }

  static BoundSql sql(TenantId tenantId, MetricsQuery query) {
    BoundSql sql = new BoundSql().text("SELECT count(*) AS groups FROM (SELECT 1");
    return MetricsSelection.from(sql, tenantId, query)
        .text(" GROUP BY " + MetricsSelection.columns(query.grouping()) + ") g");
  }
}
