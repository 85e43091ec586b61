package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.Granularity;
import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.domain.query.Measure;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.RowKey;
import com.campaignsync.domain.query.SortOrder.Term;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The groups of a query with their sums, as the table expression {@code grouped}. Groups with money
 * are always told apart by their currency too: if they ought not to be, and are, the answer is a
 * refusal. Without any money the currency makes no difference, and is empty.
 */
final class MetricsGroups {

  private MetricsGroups() {}

  /** Appends {@code WITH … grouped AS (…)}. */
  static BoundSql with(BoundSql sql, TenantInfo tenant, MetricsQuery query) {
    boolean filled = query.shape().filled();
    boolean named = sortsByName(query);
    sql.text("WITH " + (filled || named ? "found" : "grouped") + " AS (");
    sums(sql, tenant.id(), query).text(")");
    if (filled) {
      fill(sql, tenant, query, named ? "filled" : "grouped");
    }
    if (named) {
      sql.text(", grouped AS (SELECT g.*, campaign.campaign_id, campaign.name AS campaign_name")
          .text(" FROM " + (filled ? "filled" : "found") + " AS g")
          .text(" JOIN campaign_spaces AS campaign ON campaign.id = g.campaign")
          .text(" AND campaign.tenant_id = ")
          .value(tenant.id().value())
          .text(")");
    }
    return sql;
  }

  /** {@code SELECT … GROUP BY …}. */
  static BoundSql sums(BoundSql sql, TenantId tenantId, MetricsQuery query) {
    Set<GroupKey> keys = keys(query.grouping());
    sql.text("SELECT ");
    for (GroupKey key : keys) {
      sql.text(expression(key, query) + " AS " + column(key) + ", ");
    }
    sql.text(
        query.shape().measures().stream()
            .map(one -> "sum(" + one.wireName() + ") AS " + one.wireName())
            .collect(Collectors.joining(", ")));
    return MetricsSource.from(sql, tenantId, query)
        .text(" GROUP BY ")
        .text(
            keys.stream()
                .filter(key -> key != GroupKey.CURRENCY || query.tellsCurrenciesApart())
                .map(key -> expression(key, query))
                .collect(Collectors.joining(", ")));
  }

  /** The columns of the groups' keys, the currency always among them. */
  static Set<GroupKey> keys(Grouping grouping) {
    Set<GroupKey> keys = EnumSet.copyOf(grouping.keys());
    keys.add(GroupKey.CURRENCY);
    return keys;
  }

  static String column(GroupKey key) {
    return key.wireName();
  }

  private static String expression(GroupKey key, MetricsQuery query) {
    Granularity granularity = query.shape().granularity();
    return switch (key) {
      case DATE ->
          granularity == Granularity.DAY
              ? "metric_date"
              : "CAST(date_trunc('%s', CAST(metric_date AS timestamp)) AS date)"
                  .formatted(granularity.wireName());
      case CAMPAIGN -> "campaign_space_id";
      case PLATFORM -> "platform";
      case CURRENCY -> query.tellsCurrenciesApart() ? "currency" : "CAST('' AS text)";
    };
  }

  private static boolean sortsByName(MetricsQuery query) {
    List<RowKey> names = List.of(RowKey.CAMPAIGN_ID, RowKey.CAMPAIGN_NAME);
    return query.shape().order().terms().stream().map(Term::field).anyMatch(names::contains);
  }

  /**
   * Every group of {@code found}, and for every period from the tenant's first row to the last day
   * filled one with zeros where nothing was found; {@code is_found} tells them apart.
   */
  private static void fill(BoundSql sql, TenantInfo tenant, MetricsQuery query, String name) {
    List<String> others =
        keys(query.grouping()).stream()
            .filter(key -> key != GroupKey.DATE)
            .map(MetricsGroups::column)
            .toList();
    String columns = String.join(", ", others);
    sql.text(", keys AS (SELECT DISTINCT " + columns + " FROM found");
    if (query.grouping().isByDateAlone()) {
      sql.text(" UNION ALL SELECT CAST(")
          .value(currency(tenant, query))
          .text(" AS text) WHERE NOT EXISTS (SELECT FROM found)");
    }
    periods(sql.text("), "), tenant, query)
        .text(", " + name + " AS (SELECT date, is_found, " + columns)
        .text(
            query.shape().measures().stream()
                .map(MetricsGroups::filled)
                .collect(Collectors.joining()))
        .text(" FROM (SELECT * FROM keys CROSS JOIN periods) AS wanted")
        .text(" FULL JOIN (SELECT *, true AS is_found FROM found) AS f")
        .text(" USING (date, " + columns + "))");
  }

  private static String currency(TenantInfo tenant, MetricsQuery query) {
    return query.tellsCurrenciesApart() ? query.filter().currency().orElse(tenant.currency()) : "";
  }

  /**
   * From the tenant's first row to the last day filled; outside zero would be a guess. A tenant
   * without rows has no periods.
   */
  private static BoundSql periods(BoundSql sql, TenantInfo tenant, MetricsQuery query) {
    String name = query.shape().granularity().wireName();
    return sql.text("periods AS (SELECT CAST(generate_series(date_trunc('" + name + "', CAST(")
        .text("greatest(CAST(")
        .value(query.window().firstDay())
        .text(" AS date), day) AS timestamp)), CAST(")
        .value(query.fillEnd())
        .text(" AS timestamp), interval '1 " + name + "') AS date) AS date")
        .text(" FROM (SELECT min(metric_date) AS day FROM metrics_daily WHERE tenant_id = ")
        .value(tenant.id().value())
        .text(") AS first WHERE day IS NOT NULL)");
  }

  private static String filled(Measure measure) {
    return ", CASE WHEN is_found THEN %1$s ELSE 0 END AS %1$s".formatted(measure.wireName());
  }
}
