package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.CampaignReader.Campaign;
import com.campaignsync.domain.query.CampaignReader.Filter;
import com.campaignsync.domain.query.Place;
import com.campaignsync.domain.query.SortField;
import com.campaignsync.domain.query.SortOrder;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Campaigns with their totals. */
final class SelectCampaigns {

  private static final String COLUMNS =
      "id, id AS campaign_space_id, connection_id, platform, campaign_id, name, currency,"
          + " total_impressions, total_clicks, total_spend, total_conversions, total_revenue,"
          + " avg_ctr, avg_roas,"
          + " round(1.00000000000000000000 * total_spend / nullif(total_clicks, 0), 9) AS avg_cpc,"
          + " round(100.00000000000000000000 * total_conversions / nullif(total_clicks, 0), 9)"
          + " AS conversion_rate,"
          + " performance_last_updated";

  private SelectCampaigns() {}

  static Mono<List<Campaign>> run(
      Connection connection,
      TenantId tenantId,
      Filter filter,
      SortOrder order,
      Optional<Place> after,
      int limit) {
    BoundSql sql = new BoundSql().text("SELECT * FROM (SELECT " + COLUMNS);
    from(sql, tenantId, filter).text(") AS campaign");
    after.ifPresent(place -> OrderSql.behind(sql.text(" WHERE "), order, place));
    sql.text(" ORDER BY " + OrderSql.terms(order) + " LIMIT ").value(limit);
    return sql.rows(connection, row -> read(row, order)).collectList();
  }

  static Mono<Long> count(Connection connection, TenantId tenantId, Filter filter) {
    return from(new BoundSql().text("SELECT count(*)"), tenantId, filter)
        .rows(connection, row -> Objects.requireNonNull(row.get(0, Long.class)))
        .single();
  }

  private static BoundSql from(BoundSql sql, TenantId tenantId, Filter filter) {
    sql.text(" FROM campaign_spaces WHERE tenant_id = ").value(tenantId.value());
    filter.platform().ifPresent(name -> sql.text(" AND platform = ").value(name));
    filter.connectionId().ifPresent(id -> sql.text(" AND connection_id = ").value(id));
    filter
        .search()
        .ifPresent(
            text -> {
              String part = "lower(" + sql.bound(text) + ")";
              sql.text(" AND (strpos(lower(name), " + part + ") > 0")
                  .text(" OR strpos(lower(campaign_id), " + part + ") > 0)");
            });
    return sql;
  }

  private static Campaign read(Readable row, SortOrder order) {
    List<@Nullable Object> values = new ArrayList<>();
    order.terms().forEach(term -> values.add(value(row, term.field())));
    return new Campaign(new Place(values), ColumnReader.columns(row));
  }

  private static @Nullable Object value(Readable row, SortField field) {
    return switch (field.kind()) {
      case DAY -> throw new IllegalStateException("campaigns have no day");
      case ID -> row.get(field.wireName(), UUID.class);
      case TEXT -> row.get(field.wireName(), String.class);
      case NUMBER -> row.get(field.wireName(), BigDecimal.class);
    };
  }
}
