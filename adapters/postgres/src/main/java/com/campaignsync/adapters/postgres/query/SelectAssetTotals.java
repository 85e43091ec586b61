package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.AssetQuery;
import com.campaignsync.domain.query.AssetReport.CurrencyTotal;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** The sums of all assets' rows selected, whatever the page, apart by currency. */
final class SelectAssetTotals {

  private SelectAssetTotals() {}

  static Mono<List<CurrencyTotal>> run(Connection connection, TenantId tenantId, AssetQuery query) {
    return sql(tenantId, query)
        .rows(
            connection,
            row ->
                new CurrencyTotal(
                    Objects.requireNonNull(row.get("currency", String.class)),
                    AssetSelection.sums(row)))
        .collectList();
  }

  static BoundSql sql(TenantId tenantId, AssetQuery query) {
    BoundSql sql = new BoundSql().text("SELECT metric.currency, " + AssetSelection.sums());
    return AssetSelection.from(sql, tenantId, query)
        .text(" GROUP BY metric.currency ORDER BY metric.currency COLLATE \"C\"");
  }
}
