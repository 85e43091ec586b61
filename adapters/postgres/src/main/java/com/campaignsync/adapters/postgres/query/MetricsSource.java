package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.Measure;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which rows a query sums: those of the daily rollup where it can answer, else the single ones, as
 * they are or as they were.
 */
final class MetricsSource {

  private MetricsSource() {}

  /** Appends {@code FROM … WHERE …}. */
  static BoundSql from(BoundSql sql, TenantId tenantId, MetricsQuery query) {
    String tenant = sql.bound(tenantId.value());
    String first = sql.bound(query.window().firstDay());
    String end = sql.bound(query.window().endDay());
    sql.text(" FROM ");
    query
        .asOf()
        .ifPresentOrElse(
            then -> past(sql, tenant, first, end, query.shape().measures(), then),
            () -> sql.text(query.fitsRollup() ? "metrics_daily" : "campaign_metrics"));
    sql.text(" AS metric WHERE tenant_id = " + tenant)
        .text(" AND metric_date >= " + first + " AND metric_date < " + end);
    return filter(sql, query);
  }

  private static BoundSql filter(BoundSql sql, MetricsQuery query) {
    query.filter().platform().ifPresent(name -> sql.text(" AND platform = ").value(name));
    query.filter().currency().ifPresent(code -> sql.text(" AND currency = ").value(code));
    if (!query.filter().campaigns().isEmpty()) {
      UUID[] campaigns = query.filter().campaigns().toArray(UUID[]::new);
      sql.text(" AND campaign_space_id = ANY(").value(campaigns).text(")");
    }
    return sql;
  }

  /**
   * The rows as they were: those that were there then and have not changed since, and the old
   * values of the first change since then of all others, if the row that it changed was there then.
   * What was inserted since is in neither.
   */
  private static void past(
      BoundSql sql, String tenant, String first, String end, Set<Measure> measures, Instant then) {
    String instant = sql.bound(then);
    String days = " AND %1$s.metric_date >= " + first + " AND %1$s.metric_date < " + end;
    sql.text(
        "(SELECT tenant_id, metric_date, campaign_space_id, platform, currency, "
            + names(measures, "%s")
            + " FROM campaign_metrics AS stored WHERE tenant_id = "
            + tenant
            + days.formatted("stored")
            + " AND first_synced_at <= "
            + instant
            + " AND NOT EXISTS (SELECT FROM metric_changes AS later WHERE later.tenant_id = "
            + tenant
            + days.formatted("later")
            + " AND later.entity = 'campaign_metrics' AND later.changed_at > "
            + instant
            + " AND later.campaign_space_id = stored.campaign_space_id"
            + " AND later.metric_date = stored.metric_date"
            + " AND later.metric_hour = stored.metric_hour)"
            + " UNION ALL SELECT campaign.tenant_id, metric_date, campaign.id, platform,"
            + " coalesce(old_values ->> 'currency', currency), "
            + names(measures, "CAST(old_values ->> '%s' AS numeric)")
            + " FROM (SELECT DISTINCT ON (campaign_space_id, metric_date, metric_hour)"
            + " campaign_space_id, metric_date, old_values, row_first_synced_at"
            + " FROM metric_changes AS change WHERE tenant_id = "
            + tenant
            + days.formatted("change")
            + " AND entity = 'campaign_metrics' AND changed_at > "
            + instant
            + " ORDER BY campaign_space_id, metric_date, metric_hour, changed_at, id) AS changed"
            + " JOIN campaign_spaces AS campaign ON campaign.id = changed.campaign_space_id"
            + " WHERE campaign.tenant_id = "
            + tenant
            + " AND row_first_synced_at <= "
            + instant
            + ")");
  }

  private static String names(Set<Measure> measures, String pattern) {
    return measures.stream()
        .map(measure -> pattern.formatted(measure.wireName()))
        .collect(Collectors.joining(", "));
  }
}
