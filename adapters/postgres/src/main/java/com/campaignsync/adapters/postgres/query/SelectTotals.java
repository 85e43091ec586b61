package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReport.CurrencyTotal;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** The sums of all rows selected, whatever the page, apart by currency. */
final class SelectTotals {

  private SelectTotals() {}

  static Mono<List<CurrencyTotal>> run(
      Connection connection, TenantId tenantId, MetricsQuery query) {
    return sql(tenantId, query)
        .rows(
            connection,
            row ->
                new CurrencyTotal(
                    Objects.requireNonNull(row.get("currency", String.class)),
                    MetricsSelection.sums(row)))
        .collectList();
  }

  static BoundSql sql(TenantId tenantId, MetricsQuery query) {
    BoundSql sql = new BoundSql().text("SELECT currency, " + MetricsSelection.sums());
    return MetricsSelection.from(sql, tenantId, query)
        .text(" GROUP BY currency ORDER BY currency COLLATE \"C\"");
  }
}
