package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.AssetQuery;
import com.campaignsync.domain.query.AssetQuery.Key;
import com.campaignsync.domain.query.AssetQuery.Place;
import com.campaignsync.domain.query.AssetReport.Row;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * One page of assets' rows in the order of their keys, and one more if there is one: the sign that
 * the page is not the last.
 */
final class SelectAssetPage {

  private SelectAssetPage() {}

  static Mono<List<Row>> run(Connection connection, TenantId tenantId, AssetQuery query) {
    return sql(tenantId, query).rows(connection, row -> read(row, query)).collectList();
  }

  static BoundSql sql(TenantId tenantId, AssetQuery query) {
    BoundSql sql =
        new BoundSql()
            .text("SELECT " + AssetSelection.columns(query.keys()) + ", " + AssetSelection.sums());
    AssetSelection.from(sql, tenantId, query);
    query.after().ifPresent(last -> after(sql, query, last));
    return sql.text(" GROUP BY " + AssetSelection.columns(query.keys()))
        .text(" ORDER BY " + AssetSelection.sortColumns(query.keys()))
        .text(" LIMIT ")
        .value(query.pageSize() + 1);
  }

  private static void after(BoundSql sql, AssetQuery query, Place last) {
    sql.text(" AND (" + AssetSelection.sortColumns(query.keys()) + ") > (");
    if (last.date() != null) {
      sql.value(last.date()).text(", ");
    }
    if (last.assetId() != null) {
      sql.value(last.assetId()).text(", ");
    }
    sql.value(last.currency()).text(")");
  }

  private static Row read(Readable row, AssetQuery query) {
    boolean named = query.keys().contains(Key.ASSET);
    return new Row(
        new Place(
            query.keys().contains(Key.DATE) ? row.get("metric_date", LocalDate.class) : null,
            named ? row.get("asset_id", String.class) : null,
            Objects.requireNonNull(row.get("currency", String.class))),
        named ? row.get("name", String.class) : null,
        AssetSelection.sums(row));
  }
}
