package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.AssetQuery;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** How many rows all pages have together. */
final class CountAssetRows {

  private CountAssetRows() {}

  static Mono<Long> run(Connection connection, TenantId tenantId, AssetQuery query) {
    return sql(tenantId, query)
        .rows(connection, row -> Objects.requireNonNull(row.get("groups", Long.class)))
        .single();
  }

  static BoundSql sql(TenantId tenantId, AssetQuery query) {
    BoundSql sql = new BoundSql().text("SELECT count(*) AS groups FROM (SELECT 1");
    return AssetSelection.from(sql, tenantId, query)
        .text(" GROUP BY " + AssetSelection.columns(query.keys()) + ") g");
  }
}
