package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReport.CurrencyTotal;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.domain.query.TenantInfo;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of a query, and the sums over all pages. */
final class SelectMetrics {

  /** A portion of an export: some hundred kilobytes. */
  private static final int PORTION_ROWS = 1000;

  private SelectMetrics() {}

  /**
   * One page.
   *
   * @param rows in their order
   * @param more whether rows follow
   * @param groups rows on all pages
   * @param totals sums over all pages by currency
   */
  record Page(List<MetricsRow> rows, boolean more, long groups, List<CurrencyTotal> totals) {}

  static Mono<Page> page(Connection connection, TenantInfo tenant, MetricsQuery query) {
    return query.isSurelyOnePage()
        ? all(connection, tenant, query)
        : paged(connection, tenant, query);
  }

  /** All rows, as they come. */
  static Flux<MetricsRow> rows(Connection connection, TenantInfo tenant, MetricsQuery query) {
    MetricsColumns columns = new MetricsColumns(query, 0);
    return allSql(tenant, query, columns).portions(connection, PORTION_ROWS, columns::row);
  }

  /** The rows are all there are: their sums are the totals. */
  private static Mono<Page> all(Connection connection, TenantInfo tenant, MetricsQuery query) {
    MetricsColumns columns = new MetricsColumns(query, 0);
    return allSql(tenant, query, columns)
        .rows(connection, columns::row)
        .collectList()
        .map(rows -> new Page(rows, false, rows.size(), totals(rows)));
  }

  private static List<CurrencyTotal> totals(List<MetricsRow> rows) {
    TreeMap<String, CurrencyTotal> totals = new TreeMap<>();
    for (MetricsRow row : rows) {
      totals.merge(
          row.currency(),
          new CurrencyTotal(row.currency(), row.sums()),
          (a, b) -> new CurrencyTotal(a.currency(), a.sums().plus(b.sums())));
    }
    return List.copyOf(totals.values());
  }

  static BoundSql allSql(TenantInfo tenant, MetricsQuery query, MetricsColumns columns) {
    String order = OrderSql.terms(query.shape().order());
    BoundSql sql = MetricsGroups.with(new BoundSql(), tenant, query);
    sql.text(" SELECT " + columns.select());
    if (!query.grouping().has(GroupKey.CAMPAIGN)) {
      return behind(sql.text(" FROM grouped AS g"), query).text(" ORDER BY " + order);
    }
    // Beside the campaigns' columns the terms' names would be ambiguous.
    sql.text(" FROM (SELECT row_number() OVER (ORDER BY " + order + ") AS position, *");
    behind(sql.text(" FROM grouped"), query).text(") AS g");
    return named(sql, tenant, query).text(" ORDER BY position");
  }

  /** A row of a page, or a total. */
  private record Found(
      long position, long groups, @Nullable MetricsRow row, @Nullable CurrencyTotal total) {}

  private static Mono<Page> paged(Connection connection, TenantInfo tenant, MetricsQuery query) {
    MetricsColumns columns = new MetricsColumns(query, 2);
    return pageSql(tenant, query, columns)
        .rows(connection, row -> found(row, columns))
        .collectList()
        .map(found -> page(found, query.pageSize()));
  }

  private static Found found(Readable row, MetricsColumns columns) {
    Long position = row.get(0, Long.class);
    if (position != null) {
      return new Found(position, 0, columns.row(row), null);
    }
    Long groups = row.get(1, Long.class);
    return new Found(0, groups == null ? 0 : groups, null, columns.total(row));
  }

  private static Page page(List<Found> found, int pageSize) {
    List<MetricsRow> rows = new ArrayList<>();
    List<CurrencyTotal> totals = new ArrayList<>();
    long groups = 0;
    // The rows of a UNION ALL have no order of their own.
    for (Found one : found.stream().sorted(Comparator.comparing(Found::position)).toList()) {
      if (one.row() != null) {
        rows.add(one.row());
      }
      if (one.total() != null) {
        totals.add(one.total());
      }
      groups += one.groups();
    }
    totals.sort(Comparator.comparing(CurrencyTotal::currency));
    boolean more = rows.size() > pageSize;
    return new Page(more ? rows.subList(0, pageSize) : rows, more, groups, totals);
  }

  /** One page, and one row more if there is one; and the totals: all in one reading of the rows. */
  static BoundSql pageSql(TenantInfo tenant, MetricsQuery query, MetricsColumns columns) {
    String order = OrderSql.terms(query.shape().order());
    BoundSql sql = MetricsGroups.with(new BoundSql(), tenant, query);
    sql.text(", page AS (SELECT row_number() OVER (ORDER BY " + order + ") AS position, *");
    behind(sql.text(" FROM grouped"), query);
    sql.text(" ORDER BY " + order + " LIMIT ").value(query.pageSize() + 1L).text(")");
    sql.text(" SELECT position, CAST(NULL AS bigint) AS groups, " + columns.select());
    sql.text(" FROM page AS g");
    named(sql, tenant, query);
    sql.text(" UNION ALL SELECT NULL, count(*), " + columns.selectTotals());
    return sql.text(" FROM grouped AS g GROUP BY currency");
  }

  private static BoundSql behind(BoundSql sql, MetricsQuery query) {
    query
        .after()
        .ifPresent(place -> OrderSql.behind(sql.text(" WHERE "), query.shape().order(), place));
    return sql;
  }

  private static BoundSql named(BoundSql sql, TenantInfo tenant, MetricsQuery query) {
    return query.grouping().has(GroupKey.CAMPAIGN)
        ? sql.text(" JOIN campaign_spaces AS space ON space.id = g.campaign AND space.tenant_id = ")
            .value(tenant.id().value())
        : sql;
  }
}
