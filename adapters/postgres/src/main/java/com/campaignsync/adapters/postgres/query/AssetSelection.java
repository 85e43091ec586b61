package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.AssetQuery;
import com.campaignsync.domain.query.AssetQuery.Key;
import com.campaignsync.domain.query.AssetSums;
import com.campaignsync.domain.query.MetricSums;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts that all statements over assets' rows share: which rows, which sums, which keys. */
final class AssetSelection {

  private static final String SUMS =
      Stream.of(
              "impressions",
              "clicks",
              "engagements",
              "spend",
              "conversions",
              "revenue",
              "leads",
              "installs",
              "purchases",
              "visitors",
              "profit")
          .map(name -> "sum(metric.%s) AS %s".formatted(name, name))
          .collect(Collectors.joining(", "));

  private AssetSelection() {}

  static String sums() {
    return SUMS;
  }

  /** The columns that rows are told apart by; an asset's name goes with its id. */
  static String columns(Set<Key> keys) {
    return keys(keys, "metric.metric_date, ", "asset.asset_id, asset.name, ") + "metric.currency";
  }

  /** The same as they sort: texts by their bytes, the same under every locale of a server. */
  static String sortColumns(Set<Key> keys) {
    return keys(keys, "metric.metric_date, ", "asset.asset_id COLLATE \"C\", ")
        + "metric.currency COLLATE \"C\"";
  }

  private static String keys(Set<Key> keys, String date, String asset) {
    return (keys.contains(Key.DATE) ? date : "") + (keys.contains(Key.ASSET) ? asset : "");
  }

  /** Appends {@code FROM … WHERE …}: the rows that the query sums. */
  static BoundSql from(BoundSql sql, TenantId tenantId, AssetQuery query) {
    return sql.text(" FROM campaign_assets AS asset JOIN campaign_asset_metrics AS metric")
        .text(" ON metric.campaign_asset_id = asset.id WHERE asset.tenant_id = ")
        .value(tenantId.value())
        .text(" AND metric.tenant_id = ")
        .value(tenantId.value())
        .text(" AND asset.campaign_space_id = ")
        .value(query.campaignSpaceId())
        .text(" AND metric.metric_date >= ")
        .value(query.window().firstDay())
        .text(" AND metric.metric_date < ")
        .value(query.window().endDay());
  }

  static AssetSums sums(Readable row) {
    return new AssetSums(
        MetricSums.headline(
            row.get("impressions", BigDecimal.class),
            row.get("clicks", BigDecimal.class),
            row.get("spend", BigDecimal.class),
            row.get("conversions", BigDecimal.class),
            row.get("revenue", BigDecimal.class)),
        row.get("engagements", BigDecimal.class),
        row.get("leads", BigDecimal.class),
        row.get("installs", BigDecimal.class),
        row.get("purchases", BigDecimal.class),
        row.get("visitors", BigDecimal.class),
        row.get("profit", BigDecimal.class));
  }
}
