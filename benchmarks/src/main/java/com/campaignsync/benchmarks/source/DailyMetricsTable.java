package com.campaignsync.benchmarks.source;

import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Campaigns by day, partitioned by day, in the columns of the default mapping. */
public final class DailyMetricsTable {

  private final BigQuery client;
  private final TableRef table;

  /**
   * @param table in a dataset of its own
   */
  public DailyMetricsTable(BigQuery client, TableRef table) {
    this.client = client;
    this.table = table;
  }

  /** Creates dataset and table, and loads the rows. */
  public void create(LocalBigQuery server, Stream<List<Object>> rows) throws SQLException {
    client.create(DatasetInfo.of(table.dataset()));
    client.create(
        TableInfo.of(
            TableId.of(table.dataset(), table.table()),
            StandardTableDefinition.newBuilder()
                .setSchema(schema())
                .setTimePartitioning(
                    TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                        .setField("metric_date")
                        .build())
                .build()));
    server.loadOnce("benchmark", table, rows);
  }

  private static Schema schema() {
    return Schema.of(
        Field.of("tenant_id", StandardSQLTypeName.STRING),
        Field.of("campaign_id", StandardSQLTypeName.STRING),
        Field.of("platform", StandardSQLTypeName.STRING),
        Field.of("metric_date", StandardSQLTypeName.DATE),
        Field.of("impressions", StandardSQLTypeName.INT64),
        Field.of("clicks", StandardSQLTypeName.INT64),
        Field.of("spend", StandardSQLTypeName.NUMERIC),
        Field.of("conversions", StandardSQLTypeName.NUMERIC),
        Field.of("revenue", StandardSQLTypeName.NUMERIC));
  }

  /** A row; numbers make it differ from its neighbours. */
  public static List<Object> row(
      String tenant, String campaign, LocalDate day, int number, int clicks) {
    return List.of(
        tenant,
        campaign,
        "google_ads",
        day,
        1_000L + number,
        10L + clicks,
        BigDecimal.valueOf(100L + number, 2),
        BigDecimal.ONE,
        BigDecimal.TEN);
  }

  /** One click more in some rows, as platforms restate them. */
  public void restate(String where) throws InterruptedException {
    client.query(
        QueryJobConfiguration.newBuilder(
                "UPDATE `%s.%s` SET clicks = clicks + 1 WHERE %s"
                    .formatted(table.dataset(), table.table(), where))
            .setUseLegacySql(false)
            .build());
  }
}
