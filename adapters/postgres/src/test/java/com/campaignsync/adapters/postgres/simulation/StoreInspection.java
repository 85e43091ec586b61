package com.campaignsync.adapters.postgres.simulation;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.simulation.SimulatedStore.JobState;
import com.campaignsync.domain.store.FakeMetrics.CommittedLoad;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.domain.store.StoredRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is in the tables, read past the code that wrote it. */
final class StoreInspection {

  private final ClockedDatabase database;

  StoreInspection(ClockedDatabase database) {
    this.database = database;
  }

  List<StoredRow> rows(UUID connectionId, Entity entity) {
    String sql = entity == Entity.ASSET_METRICS ? ASSET_ROWS : ROWS;
    return database.rows(sql, row -> storedRow(row, entity), connectionId);
  }

  private static final String ROWS =
      """
      SELECT m.*, c.campaign_id, c.name AS campaign_name
      FROM campaign_metrics m JOIN campaign_spaces c ON c.id = m.campaign_space_id
      WHERE m.connection_id = ? ORDER BY m.metric_date, c.campaign_id, m.metric_hour
      """;

  private static final String ASSET_ROWS =
      """
      SELECT m.*, c.campaign_id, c.name AS campaign_name, a.asset_id, a.name AS asset_name
      FROM campaign_asset_metrics m JOIN campaign_assets a ON a.id = m.campaign_asset_id
      JOIN campaign_spaces c ON c.id = a.campaign_space_id
      WHERE m.connection_id = ? ORDER BY m.metric_date, c.campaign_id, a.asset_id, m.metric_hour
      """;

  private static StoredRow storedRow(ResultSet row, Entity entity) throws SQLException {
    MetricRow metrics =
        new MetricRow(
            row.getString("campaign_id"),
            row.getString("campaign_name"),
            row.getObject("metric_date", LocalDate.class),
            row.getInt("metric_hour"),
            row.getString("currency"),
            measures(row));
    return entity == Entity.CAMPAIGN_METRICS
        ? new StoredRow(metrics, null)
        : new StoredRow(
            metrics,
            new AssetRow(
                row.getString("asset_id"),
                row.getString("asset_name"),
                row.getObject("engagements", Long.class),
                metrics));
  }

  private static Measures measures(ResultSet row) throws SQLException {
    return new Measures(
        row.getObject("impressions", Long.class),
        row.getObject("clicks", Long.class),
        row.getBigDecimal("spend"),
        row.getBigDecimal("conversions"),
        row.getBigDecimal("revenue"),
        row.getBigDecimal("leads"),
        row.getBigDecimal("installs"),
        row.getBigDecimal("purchases"),
        row.getBigDecimal("visitors"),
        row.getBigDecimal("profit"));
  }

  /**
   * @param loads those that were committed: they know the guarded days, which no column keeps
   */
  List<JobState> jobs(List<CommittedLoad> loads) {
    Map<UUID, Set<LocalDate>> guarded = new HashMap<>();
    loads.forEach(
        load ->
            guarded
                .computeIfAbsent(load.jobId(), any -> new TreeSet<>())
                .addAll(load.counts().guardedDays()));
    return database.rows(JOBS, row -> jobState(row, guarded));
  }

  private static final String JOBS =
      """
      SELECT *, coalesce(completed_at, heartbeat_at, created_at) AS ended_at,
        records_inserted + records_updated + records_unchanged + records_failed AS processed
      FROM sync_jobs WHERE connection_id IS NOT NULL ORDER BY created_at, id
      """;

  private static JobState jobState(ResultSet row, Map<UUID, Set<LocalDate>> guarded)
      throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new JobState(
        id,
        row.getObject("connection_id", UUID.class),
        Entity.ofWireName(row.getString("entity")),
        JobType.valueOf(constant(row, "job_type")),
        NewJob.Trigger.valueOf(constant(row, "triggered_by")),
        JobStatus.valueOf(constant(row, "status")),
        window(row),
        new LoadCounts(
            row.getLong("processed"),
            row.getLong("records_inserted"),
            row.getLong("records_updated"),
            row.getLong("records_unchanged"),
            row.getLong("records_failed"),
            row.getLong("records_deleted"),
            guarded.getOrDefault(id, Set.of())),
        row.getLong("bytes_billed"),
        row.getBigDecimal("cost_usd"),
        instant(row, "created_at"),
        instant(row, "ended_at"));
  }

  private static String constant(ResultSet row, String column) throws SQLException {
    return row.getString(column).toUpperCase(Locale.ROOT);
  }

  private static @Nullable DayWindow window(ResultSet row) throws SQLException {
    LocalDate first = row.getObject("start_date", LocalDate.class);
    return first == null
        ? null
        : DayWindow.inclusive(first, row.getObject("end_date", LocalDate.class));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  Map<LocalDate, Verdict> verdicts(UUID jobId) {
    Map<LocalDate, Verdict> verdicts = new HashMap<>();
    database.rows(
        "SELECT day, verdict FROM reconciliations WHERE job_id = ?",
        row ->
            verdicts.put(
                row.getObject("day", LocalDate.class), Verdict.valueOf(constant(row, "verdict"))),
        jobId);
    return verdicts;
  }

  List<String> contradictions() {
    List<String> found = new ArrayList<>();
    Contradictions.SQL.forEach(
        (what, sql) ->
            database.rows(sql, row -> what + ": " + row.getString(1)).forEach(found::add));
    return found;
  }
}
