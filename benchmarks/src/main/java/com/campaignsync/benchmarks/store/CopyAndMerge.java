package com.campaignsync.benchmarks.store;

import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The floor: a file of ready text by pgjdbc's COPY into a temp table, ANALYZE, one MERGE into the
 * product's table, nothing else. The campaigns are there before it starts. (The embedded binaries
 * have no psql; pgjdbc passes a file's bytes through as psql does.)
 */
final class CopyAndMerge implements Contender {

  private static final int BUFFER_BYTES = 1 << 18;

  private final Store store;
  private final Path file;

  CopyAndMerge(Store store, Path directory) {
    this.store = store;
    this.file = directory.resolve("rows.txt");
  }

  @Override
  public String name() {
    return "COPY + MERGE";
  }

  @Override
  public void prepare(Shape shape, Phase phase) throws IOException, SQLException {
    try (PrintStream out =
        new PrintStream(
            new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES),
            false,
            StandardCharsets.UTF_8)) {
      shape.rows(0, shape.days(), phase).forEach(row -> out.append(line(row)).append('\n'));
    }
    Campaigns.ensure(store, shape);
  }

  private static String line(MetricRow row) {
    Measures measures = row.measures();
    return String.join(
        "\t",
        row.day().toString(),
        Integer.toString(row.hour()),
        row.campaignId(),
        Objects.requireNonNull(row.campaignName()),
        row.currency(),
        text(measures.impressions()),
        text(measures.clicks()),
        text(measures.spend()),
        text(measures.conversions()),
        text(measures.revenue()),
        "\\N\t\\N\t\\N\t\\N\t\\N");
  }

  private static String text(@Nullable Object number) {
    return number == null ? "\\N" : number.toString();
  }

  @Override
  public void load(Shape shape, Phase phase) throws SQLException, IOException {
    try (Connection jdbc = store.jdbc("");
        var statement = jdbc.createStatement();
        InputStream input = Files.newInputStream(file)) {
      jdbc.setAutoCommit(false);
      statement.execute(STAGING);
      jdbc.unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY staging FROM STDIN", input, BUFFER_BYTES);
      statement.execute("ANALYZE staging");
      statement.execute("SET LOCAL work_mem = '64MB'");
      statement.execute(MERGE);
      jdbc.commit();
    }
  }

  private static final String STAGING =
      """
      CREATE TEMP TABLE staging (
        metric_date date, metric_hour smallint, campaign_id text, campaign_name text, currency text,
        impressions bigint, clicks bigint, spend numeric(38, 9), conversions numeric(38, 9),
        revenue numeric(38, 9), leads numeric(38, 9), installs numeric(38, 9),
        purchases numeric(38, 9), visitors numeric(38, 9), profit numeric(38, 9)) ON COMMIT DROP
      """;

  private static final String MERGE =
      """
      MERGE INTO campaign_metrics AS t
      USING (SELECT c.id, s.* FROM staging AS s
        JOIN campaign_spaces AS c ON c.connection_id = '%1$s' AND c.campaign_id = s.campaign_id) AS s
      ON t.campaign_space_id = s.id AND t.metric_date = s.metric_date AND t.metric_hour = s.metric_hour
      WHEN MATCHED AND (t.impressions, t.clicks, t.spend, t.conversions, t.revenue, t.leads, t.installs,
          t.purchases, t.visitors, t.profit)
        IS DISTINCT FROM (s.impressions, s.clicks, s.spend, s.conversions, s.revenue, s.leads, s.installs,
          s.purchases, s.visitors, s.profit) THEN
        UPDATE SET impressions = s.impressions, clicks = s.clicks, spend = s.spend,
          conversions = s.conversions, revenue = s.revenue, leads = s.leads, installs = s.installs,
          purchases = s.purchases, visitors = s.visitors, profit = s.profit
      WHEN NOT MATCHED THEN INSERT (tenant_id, connection_id, campaign_space_id, platform, metric_date,
          metric_hour, currency, impressions, clicks, spend, conversions, revenue, leads, installs,
          purchases, visitors, profit, bigquery_sync_id, first_synced_at, synced_from_bigquery_at)
        VALUES ('%2$s', '%1$s', s.id, '%3$s', s.metric_date, s.metric_hour, s.currency, s.impressions,
          s.clicks, s.spend, s.conversions, s.revenue, s.leads, s.installs, s.purchases, s.visitors,
          s.profit, '%4$s', now(), now())
      """
          .formatted(Store.CONNECTION, Store.TENANT, Store.PLATFORM, Store.JOB);
}
