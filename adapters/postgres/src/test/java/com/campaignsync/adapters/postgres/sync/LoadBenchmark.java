package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.LoadCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import reactor.core.publisher.Flux;

/**
 * Rows per second of a load, beside the floor measured in the same run: raw COPY of the same bytes
 * and a bare MERGE, without counts, change log, totals, rollup or watermark. By hand: {@code
 * LoadBenchmark [rows] [rounds]}.
 */
final class LoadBenchmark {

  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
  private static final int DAYS = 100;

  private final int rows;

  private LoadBenchmark(int rows) {
    this.rows = rows;
  }

  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
    for (int round = 0; round < rounds; round++) {
      new LoadBenchmark(rows).round();
    }
    System.exit(0);
  }

  private void round() throws Exception {
    Fixture ours = new Fixture();
    Set<YearMonth> months =
        FIRST_DAY
            .datesUntil(FIRST_DAY.plusDays(DAYS))
            .map(YearMonth::from)
            .collect(Collectors.toSet());
    Fixture.await(ours.metrics.ensureMonths(months));
    Fixture.POSTGRES.execute("TRUNCATE campaign_metrics, metric_changes");
    Fixture.POSTGRES.execute("CHECKPOINT");
    time("load, first", () -> load(ours, Fixture.V1, 0));
    time("load, unchanged", () -> load(ours, Fixture.V2, 0));
    time("load, 5 % changed", () -> load(ours, Fixture.V2.plusSeconds(1), 20));
    Fixture.POSTGRES.execute("TRUNCATE campaign_metrics, metric_changes");
    Fixture.POSTGRES.execute("CHECKPOINT");
    try (Connection jdbc = Fixture.POSTGRES.jdbc("postgres")) {
      time("floor, first", () -> floor(jdbc, ours, 0));
      time("floor, unchanged", () -> floor(jdbc, ours, 0));
      time("floor, 5 % changed", () -> floor(jdbc, ours, 20));
    }
    Fixture.POSTGRES.execute("TRUNCATE campaign_metrics, metric_changes");
  }

  private interface Step {
    Object run() throws Exception;
  }

  private void time(String name, Step step) throws Exception {
    long start = System.nanoTime();
    Object result = step.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%-20s %6.2f s %8.0f rows/s  heap %d MiB  %s%n",
        name,
        seconds,
        rows / seconds,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        result);
  }

  private LoadCounts load(Fixture fixture, Instant version, int changeEvery) {
    Set<LocalDate> days =
        FIRST_DAY.datesUntil(FIRST_DAY.plusDays(DAYS)).collect(Collectors.toSet());
    return Objects.requireNonNull(
        Fixture.await(
            fixture.metrics.load(
                fixture.lease, fixture.context(version), () -> days, records(changeEvery))));
  }

  private Flux<SourceRecord> records(int changeEvery) {
    return Flux.range(0, rows).map(i -> new SourceRecord.Accepted(row(i, changeEvery)));
  }

  private MetricRow row(int i, int changeEvery) {
    int campaigns = rows / DAYS;
    long extra = changeEvery > 0 && i % changeEvery == 0 ? 1 : 0;
    return new MetricRow(
        "1847263" + i % campaigns,
        "Summer campaign " + i % campaigns,
        FIRST_DAY.plusDays(i / campaigns),
        MetricRow.WHOLE_DAY,
        "USD",
        new Measures(
            1000L + i % 977,
            10L + i % 31 + extra,
            BigDecimal.valueOf(123_456L + i, 4),
            BigDecimal.valueOf(i % 7),
            BigDecimal.valueOf(i % 10_007, 2),
            null,
            null,
            null,
            null,
            null));
  }

  private Object floor(Connection jdbc, Fixture fixture, int changeEvery) throws SQLException {
    jdbc.setAutoCommit(false);
    try (var statement = jdbc.createStatement()) {
      statement.execute(CREATE_STAGING);
      copy(jdbc, changeEvery);
      statement.execute("ANALYZE sync_staging");
      statement.execute(
          "INSERT INTO campaign_spaces (tenant_id, connection_id, platform, campaign_id, currency)"
              + " SELECT DISTINCT '%s', CAST('%s' AS uuid), 'p', campaign_id, 'USD' FROM sync_staging"
                  .formatted(fixture.connection.tenantId(), fixture.connection.id())
              + " ON CONFLICT DO NOTHING");
      int changed = statement.executeUpdate(BARE_MERGE.formatted(fixture.connection.id()));
      jdbc.commit();
      return changed;
    }
  }

  private void copy(Connection jdbc, int changeEvery) throws SQLException {
    Iterator<InputStream> buffers =
        records(changeEvery)
            .buffer(2048)
            .<InputStream>map(batch -> new ByteArrayInputStream(StagingRows.encode(batch)))
            .toIterable()
            .iterator();
    try (InputStream all = new SequenceInputStream(Collections.enumeration(iterable(buffers)))) {
      jdbc.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, all, 1 << 18);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static java.util.List<InputStream> iterable(Iterator<InputStream> buffers) {
    java.util.List<InputStream> all = new java.util.ArrayList<>();
    buffers.forEachRemaining(all::add);
    return all;
  }

  private static final String CREATE_STAGING =
      com.campaignsync.adapters.postgres.SqlStatement.of(CreateStaging.class).sql();
  private static final String COPY =
      com.campaignsync.adapters.postgres.SqlStatement.of(CopyToStaging.class).sql();
  private static final String BARE_MERGE =
      """
      MERGE INTO campaign_metrics AS t
      USING (SELECT c.id, c.tenant_id, c.connection_id, s.* FROM sync_staging s
        JOIN campaign_spaces c ON c.connection_id = '%s' AND c.campaign_id = s.campaign_id) AS s
      ON t.campaign_space_id = s.id AND t.metric_date = s.metric_date AND t.metric_hour = s.metric_hour
      WHEN MATCHED AND (t.impressions, t.clicks, t.spend, t.conversions, t.revenue)
        IS DISTINCT FROM (s.impressions, s.clicks, s.spend, s.conversions, s.revenue) THEN
        UPDATE SET impressions = s.impressions, clicks = s.clicks, spend = s.spend,
          conversions = s.conversions, revenue = s.revenue
      WHEN NOT MATCHED THEN INSERT (tenant_id, connection_id, campaign_space_id, platform, metric_date,
        metric_hour, currency, impressions, clicks, spend, conversions, revenue, bigquery_sync_id,
        first_synced_at, synced_from_bigquery_at)
        VALUES (s.tenant_id, s.connection_id, s.id, 'google_ads', s.metric_date, s.metric_hour, 'USD', s.impressions,
        s.clicks, s.spend, s.conversions, s.revenue, s.connection_id, now(), now())
      """;
}
