package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.domain.query.MetricSums;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.UUID;
import java.util.stream.Collectors;

/** The parts that all statements over metrics share: which rows, which sums, which keys. */
final class MetricsSelection {

  private static final String SUMS =
      "sum(impressions) AS impressions, sum(clicks) AS clicks, sum(spend) AS spend,"
          + " sum(conversions) AS conversions, sum(revenue) AS revenue";

  private MetricsSelection() {}

  /** The column of a key, the same in the rollup and in the rows. */
  static String column(GroupKey key) {
    return switch (key) {
      case DATE -> "metric_date";
      case CAMPAIGN -> "campaign_space_id";
      case PLATFORM -> "platform";
      case CURRENCY -> "currency";
    };
  }

  /** The column as it sorts: texts by their bytes, the same under every locale of a server. */
  static String sortColumn(GroupKey key) {
    return switch (key) {
      case DATE, CAMPAIGN -> column(key);
      case PLATFORM, CURRENCY -> column(key) + " COLLATE \"C\"";
    };
  }

  static String columns(Grouping grouping) {
    return grouping.keys().stream().map(MetricsSelection::column).collect(Collectors.joining(", "));
  }

  static String sortColumns(Grouping grouping) {
    return grouping.keys().stream()
        .map(MetricsSelection::sortColumn)
        .collect(Collectors.joining(", "));
  }

  static String sums() {
    return SUMS;
  }

  /** Appends {@code FROM … WHERE …}: the rows that the query sums. */
  static BoundSql from(BoundSql sql, TenantId tenantId, MetricsQuery query) {
    sql.text(query.fitsRollup() ? " FROM metrics_daily" : " FROM campaign_metrics")
        .text(" WHERE tenant_id = ")
        .value(tenantId.value())
        .text(" AND metric_date >= ")
        .value(query.window().firstDay())
        .text(" AND metric_date < ")
        .value(query.window().endDay());
    query.platform().ifPresent(platform -> sql.text(" AND platform = ").value(platform));
    query.currency().ifPresent(currency -> sql.text(" AND currency = ").value(currency));
    if (!query.campaigns().isEmpty()) {
      UUID[] campaigns = query.campaigns().toArray(UUID[]::new);
      sql.text(" AND campaign_space_id = ANY(").value(campaigns).text(")");
    }
    return sql;
  }

  static MetricSums sums(Readable row) {
    return new MetricSums(
        row.get("impressions", BigDecimal.class),
        row.get("clicks", BigDecimal.class),
        row.get("spend", BigDecimal.class),
        row.get("conversions", BigDecimal.class),
        row.get("revenue", BigDecimal.class));
  }
}
