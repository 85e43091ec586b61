package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** The currencies of the rows that a query sums, in the order of the codes. */
final class SelectCurrencies {

  private SelectCurrencies() {}

  static Mono<List<String>> run(Connection connection, TenantId tenantId, MetricsQuery query) {
    return sql(tenantId, query)
        .rows(connection, row -> Objects.requireNonNull(row.get(0, String.class)))
        .collectList();
  }

  static BoundSql sql(TenantId tenantId, MetricsQuery query) {
    BoundSql sql = new BoundSql().text("SELECT DISTINCT currency COLLATE \"C\" AS currency");
    return MetricsSource.from(sql, tenantId, query).text(" ORDER BY 1");
  }
}
