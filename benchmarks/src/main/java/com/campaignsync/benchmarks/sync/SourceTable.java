package com.campaignsync.benchmarks.sync;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One tenant's campaigns by day, partitioned by day. */
final class SourceTable {

  static final String PROJECT = "bench";
  static final String DATASET = "ads";
  static final int CAMPAIGNS = 10_000;

  private static final String TABLE = "campaign_metrics";
  private static final int CHANGED_ONE_IN = 20;

  private final BigQuery client;

  SourceTable(BigQuery client) {
    this.client = client;
  }

  void fill(LocalBigQuery server, LocalDate firstDay, LocalDate endDay) throws SQLException {
    client.create(DatasetInfo.of(DATASET));
    client.create(
        TableInfo.of(
            TableId.of(DATASET, TABLE),
            StandardTableDefinition.newBuilder()
                .setSchema(schema())
                .setTimePartitioning(
                    TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                        .setField("metric_date")
                        .build())
                .build()));
    server.loadOnce(
        "sync",
        new TableRef(PROJECT, DATASET, TABLE),
        firstDay.datesUntil(endDay).flatMap(SourceTable::rows));
  }

  private static Stream<List<Object>> rows(LocalDate day) {
    return IntStream.range(0, CAMPAIGNS)
        .mapToObj(
            campaign ->
                List.<Object>of(
                    "bench",
                    String.valueOf(campaign),
                    "google_ads",
                    day,
                    1_000L + campaign,
                    10L + campaign % 90,
                    BigDecimal.valueOf(100L + campaign, 2),
                    BigDecimal.ONE,
                    BigDecimal.TEN));
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

  /** Restates every twentieth row of every day. */
  void restate() throws InterruptedException {
    client.query(
        QueryJobConfiguration.newBuilder(
                "UPDATE `%s.%s` SET clicks = clicks + 1 WHERE MOD(CAST(campaign_id AS INT64), %d) = 0"
                    .formatted(DATASET, TABLE, CHANGED_ONE_IN))
            .setUseLegacySql(false)
            .build());
  }
}
