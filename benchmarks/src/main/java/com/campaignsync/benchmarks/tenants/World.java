package com.campaignsync.benchmarks.tenants;

import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.postgres.LocalPostgres;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One source table of many tenants, and a connection for each. */
final class World {

  private static final String TABLE = "campaign_metrics";
  private static final int CAMPAIGNS = 3;

  private final BigQuery client;
  private final LocalPostgres postgres;

  World(BigQuery client, LocalPostgres postgres) {
    this.client = client;
    this.postgres = postgres;
  }

  /** Thirty days of every tenant, partitioned by day. */
  void fill(LocalBigQuery server, int tenants, LocalDate lastDay) throws SQLException {
    client.create(DatasetInfo.of(Engine.DATASET));
    client.create(
        TableInfo.of(
            TableId.of(Engine.DATASET, TABLE),
            StandardTableDefinition.newBuilder()
                .setSchema(schema())
                .setTimePartitioning(
                    TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                        .setField("metric_date")
                        .build())
                .build()));
    server.loadOnce(
        "tenants",
        new TableRef(Engine.PROJECT, Engine.DATASET, TABLE),
        lastDay
            .minusDays(29)
            .datesUntil(lastDay.plusDays(1))
            .flatMap(day -> IntStream.range(0, tenants).boxed().flatMap(t -> rows(day, t))));
  }

  private static Stream<List<Object>> rows(LocalDate day, int tenant) {
    return IntStream.range(0, CAMPAIGNS)
        .mapToObj(
            campaign ->
                List.<Object>of(
                    "tenant-" + tenant,
                    "campaign-" + campaign,
                    "google_ads",
                    day,
                    1_000L + tenant,
                    10L + campaign,
                    BigDecimal.valueOf(100L + tenant, 2),
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

  /** What platforms do all day: today's numbers grow. */
  void restate(LocalDate day) throws InterruptedException {
    client.query(
        QueryJobConfiguration.newBuilder(
                "UPDATE `%s.%s` SET clicks = clicks + 1 WHERE metric_date = '%s'"
                    .formatted(Engine.DATASET, TABLE, day))
            .setUseLegacySql(false)
            .build());
  }

  void connect(int tenants, String frequency, Instant firstRun) throws SQLException {
    sql(
        "INSERT INTO tenants (id, name, realtime_allowed) SELECT 'tenant-' || i, 'Tenant ' || i,"
            + " true FROM generate_series(0, %d) AS i".formatted(tenants - 1));
    sql(
        "INSERT INTO connections (tenant_id, platform, name, sync_frequency, next_run_at)"
            + " SELECT id, 'google_ads', 'Google', '%s', '%s' FROM tenants"
                .formatted(frequency, firstRun));
  }

  private void sql(String statement) throws SQLException {
    try (Connection jdbc = jdbc();
        Statement plain = jdbc.createStatement()) {
      plain.execute(statement);
    }
  }

  /** One number or more of one row. */
  BigDecimal[] numbers(String query) throws SQLException {
    try (Connection jdbc = jdbc();
        Statement plain = jdbc.createStatement();
        ResultSet row = plain.executeQuery(query)) {
      row.next();
      BigDecimal[] numbers = new BigDecimal[row.getMetaData().getColumnCount()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = row.getBigDecimal(i + 1);
      }
      return numbers;
    }
  }

  private Connection jdbc() throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(LocalPostgres.SUPERUSER));
  }
}
