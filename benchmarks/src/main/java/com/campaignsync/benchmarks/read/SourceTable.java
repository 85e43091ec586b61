package com.campaignsync.benchmarks.read;

import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;

/** The table that is read: as many campaign days as wanted, the same in every run. */
final class SourceTable {

  /** Aggregated to the product's key; every source row has a key of its own. */
  static final String QUERY =
      """
      SELECT tenant_id, campaign_id, metric_date, SUM(impressions) AS impressions,
        SUM(clicks) AS clicks, SUM(spend) AS spend
      FROM bench.metrics GROUP BY tenant_id, campaign_id, metric_date
      """;

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  private SourceTable() {}

  static void create(BigQuery client) {
    client.create(DatasetInfo.of("bench"));
    Schema schema =
        Schema.of(
            Field.of("tenant_id", StandardSQLTypeName.STRING),
            Field.of("campaign_id", StandardSQLTypeName.STRING),
            Field.of("metric_date", StandardSQLTypeName.DATE),
            Field.of("impressions", StandardSQLTypeName.INT64),
            Field.of("clicks", StandardSQLTypeName.INT64),
            Field.of("spend", StandardSQLTypeName.NUMERIC));
    client.create(TableInfo.of(TableId.of("bench", "metrics"), StandardTableDefinition.of(schema)));
  }

  static void load(LocalBigQuery server, String project, long rows) throws SQLException {
    server.loadOnce(
        "bench",
        new TableRef(project, "bench", "metrics"),
        LongStream.range(0, rows).mapToObj(SourceTable::row));
  }

  private static List<Object> row(long i) {
    return List.of(
        "tenant-" + i % 3,
        "campaign-" + i / 100,
        FIRST.plusDays(i % 100),
        i * 31 % 100_003,
        i * 7 % 1_009,
        BigDecimal.valueOf(i * 131 % 1_000_003, 2));
  }
}
