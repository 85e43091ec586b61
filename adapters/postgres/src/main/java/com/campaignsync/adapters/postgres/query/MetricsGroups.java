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
 * The groups of a query with their sums, as the table expression {@code grouped}. Groups are always
 * told apart by their currency too: if they ought not to be, and are, the answer is a refusal.
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
      sql.text(expression(key, query.shape().granularity()) + " AS " + column(key) + ", ");
    }
    sql.text(
        query.shape().measures().stream()
            .map(one -> "sum(" + one.wireName() + ") AS " + one.wireName())
            .collect(Collectors.joining(", ")));
    return MetricsSource.from(sql, tenantId, query)
        .text(" GROUP BY ")
        .text(
            keys.stream()
                .map(key -> expression(key, query.shape().granularity()))
                .collect(Collectors.joining(", ")));
  }

  /** What groups are told apart by, the currency always among it. */
  static Set<GroupKey> keys(Grouping grouping) {
    Set<GroupKey> keys = EnumSet.copyOf(grouping.keys());
    keys.add(GroupKey.CURRENCY);
    return keys;
  }

  static String column(GroupKey key) {
    return key.wireName();
  }

  private static String expression(GroupKey key, Granularity granularity) {
    return switch (key) {
      case DATE ->
          granularity == Granularity.DAY
              ? "metric_date"
              : "CAST(date_trunc('%s', CAST(metric_date AS timestamp)) AS date)"
                  .formatted(granularity.wireName());
      case CAMPAIGN -> "campaign_space_id";
      case PLATFORM -> "platform";
      case CURRENCY -> "currency";
    };
  }

  private static boolean sortsByName(MetricsQuery query) {
    List<RowKey> names = List.of(RowKey.CAMPAIGN_ID, RowKey.CAMPAIGN_NAME);
    return query.shape().order().terms().stream().map(Term::field).anyMatch(names::contains);
  }

  /** Every group of {@code found} for every period, with zeros where nothing was found. */
  private static void fill(BoundSql sql, TenantInfo tenant, MetricsQuery query, String name) {
    Granularity granularity = query.shape().granularity();
    List<String> others =
        keys(query.grouping()).stream()
            .filter(key -> key != GroupKey.DATE)
            .map(MetricsGroups::column)
            .toList();
    String columns = String.join(", ", others);
    sql.text(", keys AS (SELECT DISTINCT " + columns + " FROM found");
    if (query.grouping().equals(Grouping.BY_DATE)) {
      sql.text(" UNION ALL SELECT CAST(")
          .value(query.filter().currency().orElse(tenant.currency()))
          .text(" AS text) WHERE NOT EXISTS (SELECT FROM found)");
    }
    sql.text("), periods AS (SELECT CAST(generate_series(CAST(")
        .value(granularity.periodStart(query.window().firstDay()))
        .text(" AS timestamp), CAST(")
        .value(query.window().lastDay())
        .text(" AS timestamp), interval '1 " + granularity.wireName() + "') AS date) AS date)")
        .text(", " + name + " AS (SELECT date, " + columns)
        .text(
            query.shape().measures().stream()
                .map(MetricsGroups::filled)
                .collect(Collectors.joining()))
        .text(" FROM keys CROSS JOIN periods")
        .text(" LEFT JOIN (SELECT *, true AS is_found FROM found) AS f")
        .text(" USING (date, " + columns + "))");
  }

  private static String filled(Measure measure) {
    return ", CASE WHEN is_found THEN %1$s ELSE 0 END AS %1$s".formatted(measure.wireName());
  }
}
