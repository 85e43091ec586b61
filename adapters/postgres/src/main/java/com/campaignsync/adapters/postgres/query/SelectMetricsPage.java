package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.GroupValues;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One page of groups in the order of their keys, and one more if there is one: the sign that the
 * page is not the last. Paging is by the last key seen, so a page costs the same wherever it is.
 */
final class SelectMetricsPage {

  private SelectMetricsPage() {}

  static Mono<List<MetricsRow>> run(Connection connection, TenantId tenantId, MetricsQuery query) {
    return sql(tenantId, query).rows(connection, row -> read(row, query.grouping())).collectList();
  }

  static BoundSql sql(TenantId tenantId, MetricsQuery query) {
    Grouping grouping = query.grouping();
    boolean named = grouping.has(GroupKey.CAMPAIGN);
    BoundSql sql = new BoundSql();
    sql.text(named ? "SELECT g.*, s.campaign_id, s.name FROM (SELECT " : "SELECT ");
    sql.text(MetricsSelection.columns(grouping) + ", " + MetricsSelection.sums());
    MetricsSelection.from(sql, tenantId, query);
    query.after().ifPresent(last -> after(sql, grouping, last));
    sql.text(" GROUP BY " + MetricsSelection.columns(grouping));
    sql.text(" ORDER BY " + MetricsSelection.sortColumns(grouping));
    sql.text(" LIMIT ").value(query.pageSize() + 1);
    if (named) {
      sql.text(") g JOIN campaign_spaces s ON s.id = g.campaign_space_id AND s.tenant_id = $1");
      sql.text(" ORDER BY " + MetricsSelection.sortColumns(grouping).replaceAll("(^|, )", "$1g."));
    }
    return sql;
  }

  private static void after(BoundSql sql, Grouping grouping, GroupValues last) {
    sql.text(" AND (" + MetricsSelection.sortColumns(grouping) + ") > (");
    String separator = "";
    for (GroupKey key : grouping.keys()) {
      sql.text(separator).value(Objects.requireNonNull(last.get(key)));
      separator = ", ";
    }
    sql.text(")");
  }

  private static MetricsRow read(Readable row, Grouping grouping) {
    GroupValues key =
        new GroupValues(
            get(row, grouping, GroupKey.DATE, LocalDate.class),
            get(row, grouping, GroupKey.CAMPAIGN, UUID.class),
            get(row, grouping, GroupKey.PLATFORM, String.class),
            get(row, grouping, GroupKey.CURRENCY, String.class));
    boolean named = grouping.has(GroupKey.CAMPAIGN);
    return new MetricsRow(
        key,
        named ? row.get("campaign_id", String.class) : null,
        named ? row.get("name", String.class) : null,
        MetricsSelection.sums(row));
  }

  private static <T> @Nullable T get(Readable row, Grouping grouping, GroupKey key, Class<T> type) {
    return grouping.has(key) ? row.get(MetricsSelection.column(key), type) : null;
  }
}
