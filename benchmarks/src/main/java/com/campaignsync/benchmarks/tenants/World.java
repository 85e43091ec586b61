package com.campaignsync.benchmarks.tenants;

import com.campaignsync.benchmarks.source.DailyMetricsTable;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.postgres.LocalPostgres;
import com.google.cloud.bigquery.BigQuery;
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

  private static final int CAMPAIGNS = 3;

  private final DailyMetricsTable table;
  private final LocalPostgres postgres;

  World(BigQuery client, LocalPostgres postgres) {
    this.table =
        new DailyMetricsTable(
            client, new TableRef(Engine.PROJECT, Engine.DATASET, "campaign_metrics"));
    this.postgres = postgres;
  }

  /** Thirty days of every tenant. */
  void fill(LocalBigQuery server, int tenants, LocalDate lastDay) throws SQLException {
    table.create(
        server,
        lastDay
            .minusDays(29)
            .datesUntil(lastDay.plusDays(1))
            .flatMap(day -> IntStream.range(0, tenants).boxed().flatMap(t -> rows(day, t))));
  }

  private static Stream<List<Object>> rows(LocalDate day, int tenant) {
    return IntStream.range(0, CAMPAIGNS)
        .mapToObj(
            campaign ->
                DailyMetricsTable.row(
                    "tenant-" + tenant, "campaign-" + campaign, day, tenant, campaign));
  }

  /** What platforms do all day: today's numbers grow. */
  void restate(LocalDate day) throws InterruptedException {
    table.restate("metric_date = '%s'".formatted(day));
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
