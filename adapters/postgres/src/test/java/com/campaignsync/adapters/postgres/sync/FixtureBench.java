package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.await;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.MetricsStoreBench;
import com.campaignsync.domain.store.MetricsStoreContract;
import com.campaignsync.domain.store.Watermark;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** The contract's view of the real store, looked at as the superuser. */
final class FixtureBench implements MetricsStoreBench {

  private final Fixture fixture;
  private UUID jobId;
  private Map<LocalDate, Instant> modifiedAt = Map.of();

  FixtureBench(Fixture fixture) {
    this.fixture = fixture;
    this.jobId = fixture.jobId;
  }

  @Override
  public AdConnection connection() {
    return fixture.connection;
  }

  @Override
  public UUID jobId() {
    return jobId;
  }

  @Override
  public void newJob() {
    jobId = fixture.newJob("pending");
  }

  @Override
  public void loseLease() {
    Fixture.POSTGRES.execute(
        "UPDATE connection_leases SET fence = fence + 1 WHERE connection_id = ?",
        fixture.connection.id());
  }

  @Override
  public void tamperWithCurrency(Entity entity, String currency) {
    String table =
        entity == Entity.CAMPAIGN_METRICS ? "campaign_metrics" : "campaign_asset_metrics";
    Fixture.POSTGRES.execute(
        "UPDATE " + table + " SET currency = ? WHERE connection_id = ?",
        currency,
        connection().id());
  }

  @Override
  public void sourceModifiedAt(Map<LocalDate, Instant> times) {
    modifiedAt = times;
  }

  @Override
  public LoadCounts loadDays(
      Entity entity,
      Instant version,
      Deletion deletion,
      Set<LocalDate> days,
      List<SourceRecord> records) {
    LoadContext context =
        new LoadContext(jobId, entity, fixture.connection, version, modifiedAt, deletion);
    return Objects.requireNonNull(
        await(
            fixture.metrics.load(fixture.lease, context, () -> days, Flux.fromIterable(records))));
  }

  @Override
  public LoadCounts loadOnly(Set<String> campaigns, Instant version, List<SourceRecord> records) {
    Set<LocalDate> days = records.stream().map(SourceRecord::day).collect(Collectors.toSet());
    LoadContext context =
        new LoadContext(
            jobId,
            Entity.CAMPAIGN_METRICS,
            fixture.connection,
            version,
            modifiedAt,
            Deletion.NONE,
            campaigns);
    return Objects.requireNonNull(
        await(
            fixture.metrics.load(fixture.lease, context, () -> days, Flux.fromIterable(records))));
  }

  @Override
  public List<MetricRow> rows() {
    return columns(
            "SELECT c.campaign_id, c.name, m.metric_date, m.metric_hour, m.currency, m.clicks"
                + " FROM campaign_metrics m JOIN campaign_spaces c ON c.id = m.campaign_space_id"
                + " WHERE m.connection_id = ? ORDER BY m.metric_date, c.campaign_id, m.metric_hour")
        .map(FixtureBench::row)
        .toList();
  }

  private static MetricRow row(String[] columns) {
    return MetricsStoreBench.row(
        columns[0],
        LocalDate.parse(columns[2]),
        Integer.parseInt(columns[3]),
        columns[4],
        number(columns[5]));
  }

  @Override
  public List<AssetRow> assetRows() {
    return columns(
            "SELECT c.campaign_id, c.name, m.metric_date, m.metric_hour, m.currency, m.clicks,"
                + " a.asset_id, a.name, m.engagements FROM campaign_asset_metrics m"
                + " JOIN campaign_assets a ON a.id = m.campaign_asset_id"
                + " JOIN campaign_spaces c ON c.id = a.campaign_space_id WHERE m.connection_id = ?"
                + " ORDER BY m.metric_date, c.campaign_id, a.asset_id, m.metric_hour")
        .map(columns -> new AssetRow(columns[6], columns[7], number(columns[8]), row(columns)))
        .toList();
  }

  @Override
  public List<Change> changes() {
    return columns(
            "SELECT l.entity, l.operation, c.campaign_id, a.asset_id, l.metric_date,"
                + " l.old_values ->> 'clicks', l.new_values ->> 'clicks' FROM metric_changes l"
                + " JOIN campaign_spaces c ON c.id = l.campaign_space_id"
                + " LEFT JOIN campaign_assets a ON a.id = l.campaign_asset_id"
                + " WHERE l.connection_id = ? ORDER BY l.id")
        .map(FixtureBench::change)
        .toList();
  }

  private static Change change(String[] columns) {
    return new Change(
        Entity.ofWireName(columns[0]),
        columns[1],
        columns[2],
        columns[3].equals("null") ? null : columns[3],
        LocalDate.parse(columns[4]),
        number(columns[5]),
        number(columns[6]));
  }

  @Override
  public List<Reject> rejects() {
    return columns(
            "SELECT entity, metric_date, reason, resolved_at IS NULL, job_id FROM sync_rejects"
                + " WHERE connection_id = ? ORDER BY id")
        .map(
            columns ->
                new Reject(
                    Entity.ofWireName(columns[0]),
                    LocalDate.parse(columns[1]),
                    RejectReason.valueOf(columns[2]),
                    columns[3].equals("t"),
                    UUID.fromString(columns[4])))
        .toList();
  }

  @Override
  public Map<LocalDate, Watermark> watermarks(Entity entity) {
    return Objects.requireNonNull(
        await(
            fixture.metrics.watermarks(
                fixture.connection.id(), entity, MetricsStoreContract.WINDOW)));
  }

  @Override
  public Map<LocalDate, DayDigest> digests(Entity entity) {
    return Objects.requireNonNull(
        await(
            fixture.metrics.digests(fixture.connection.id(), entity, MetricsStoreContract.WINDOW)));
  }

  @Override
  public void assertSums() {
    StoredSums.assertExact(fixture, "after the load");
  }

  private Stream<String[]> columns(String sql) {
    return fixture.rows(sql).stream().map(line -> line.split("\\|", -1));
  }

  private static @Nullable Long number(String column) {
    return column.equals("null") ? null : Long.valueOf(column);
  }
}
