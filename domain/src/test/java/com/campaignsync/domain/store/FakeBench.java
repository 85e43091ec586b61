package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** The contract's view of the store in memory. */
public final class FakeBench implements MetricsStoreBench {

  private final FakeStore store;
  private final AdConnection connection;
  private final Lease lease;
  private UUID jobId = new UUID(0, 0);
  private Map<LocalDate, Instant> modifiedAt = Map.of();

  public FakeBench(FakeStore store, String tenant, String account) {
    this.store = store;
    this.connection =
        new AdConnection(
            UUID.randomUUID(),
            new TenantId(tenant),
            ZoneId.of("UTC"),
            "USD",
            "google_ads",
            account,
            Map.of(
                Entity.CAMPAIGN_METRICS, new SourceMapping("campaign_metrics", Map.of()),
                Entity.ASSET_METRICS, new SourceMapping("asset_metrics", Map.of())),
            30,
            SyncFrequency.HOURLY,
            Map.of());
    store.connections.add(connection, null);
    this.lease =
        Objects.requireNonNull(
            store.leases.acquire(connection.id(), "bench", Duration.ofMinutes(1)).block());
    YearMonth month = YearMonth.from(MetricsStoreContract.DAY);
    store.metrics.ensureMonths(Set.of(month, month.plusMonths(1))).block();
    newJob();
  }

  @Override
  public AdConnection connection() {
    return connection;
  }

  @Override
  public UUID jobId() {
    return jobId;
  }

  @Override
  public void newJob() {
    NewJob wanted =
        new NewJob(
            connection.id(),
            connection.tenantId(),
            Entity.CAMPAIGN_METRICS,
            JobType.INCREMENTAL_SYNC,
            null,
            false,
            null,
            NewJob.Trigger.SYSTEM,
            null,
            UUID.randomUUID().toString());
    jobId = store.jobs.schedule(wanted).id();
  }

  @Override
  public void loseLease() {
    store.leases.steal(connection.id());
  }

  @Override
  public void tamperWithCurrency(Entity entity, String currency) {
    store.metrics.tamper(connection.id(), entity, row -> inCurrency(row, currency));
  }

  private static StoredRow inCurrency(StoredRow row, String currency) {
    MetricRow old = row.metrics();
    MetricRow changed =
        new MetricRow(
            old.campaignId(), old.campaignName(), old.day(), old.hour(), currency, old.measures());
    AssetRow asset = row.asset();
    return new StoredRow(
        changed,
        asset == null
            ? null
            : new AssetRow(asset.assetId(), asset.assetName(), asset.engagements(), changed));
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
    LoadContext context = new LoadContext(jobId, entity, connection, version, modifiedAt, deletion);
    return Objects.requireNonNull(
        store.metrics.load(lease, context, () -> days, Flux.fromIterable(records)).block());
  }

  @Override
  public LoadCounts loadOnly(Set<String> campaigns, Instant version, List<SourceRecord> records) {
    Set<LocalDate> days = records.stream().map(SourceRecord::day).collect(Collectors.toSet());
    LoadContext context =
        new LoadContext(
            jobId,
            Entity.CAMPAIGN_METRICS,
            connection,
            version,
            modifiedAt,
            Deletion.NONE,
            campaigns);
    return Objects.requireNonNull(
        store.metrics.load(lease, context, () -> days, Flux.fromIterable(records)).block());
  }

  @Override
  public List<MetricRow> rows() {
    return store.metrics.rows(connection.id()).stream().toList();
  }

  @Override
  public List<AssetRow> assetRows() {
    return store.metrics.rows(connection.id(), Entity.ASSET_METRICS).stream()
        .map(row -> Objects.requireNonNull(row.asset()))
        .toList();
  }

  @Override
  public List<Change> changes() {
    return Stream.of(Entity.values())
        .flatMap(entity -> store.metrics.changes(connection.id(), entity).stream())
        .map(FakeBench::change)
        .toList();
  }

  private static Change change(StoredDays.Change change) {
    StoredRow before = change.before();
    StoredRow after = change.after();
    AssetRow asset = before.asset();
    return new Change(
        asset == null ? Entity.CAMPAIGN_METRICS : Entity.ASSET_METRICS,
        after == null ? "delete" : "update",
        before.metrics().campaignId(),
        asset == null ? null : asset.assetId(),
        before.metrics().day(),
        clicks(before),
        after == null ? null : clicks(after));
  }

  private static @Nullable Long clicks(StoredRow row) {
    return row.metrics().measures().clicks();
  }

  @Override
  public List<Reject> rejects() {
    return Stream.of(Entity.values()).flatMap(this::rejects).toList();
  }

  private Stream<Reject> rejects(Entity entity) {
    return store.metrics.allRejects(connection.id(), entity).stream()
        .map(
            kept ->
                new Reject(
                    entity,
                    kept.record().day(),
                    kept.record().reason(),
                    kept.open(),
                    kept.jobId()));
  }

  @Override
  public Map<LocalDate, Watermark> watermarks(Entity entity) {
    return Objects.requireNonNull(
        store.metrics.watermarks(connection.id(), entity, MetricsStoreContract.WINDOW).block());
  }

  @Override
  public Map<LocalDate, DayDigest> digests(Entity entity) {
    return Objects.requireNonNull(
        store.metrics.digests(connection.id(), entity, MetricsStoreContract.WINDOW).block());
  }

  /** The store in memory keeps no sums: what must hold of its rows is that they can be summed. */
  @Override
  public void assertSums() {
    Map<String, String> currencies = new HashMap<>();
    for (MetricRow row : rows()) {
      String before = currencies.putIfAbsent(row.campaignId(), row.currency());
      if (before != null && !before.equals(row.currency())) {
        throw new AssertionError("a campaign in two currencies: " + row);
      }
    }
  }
}
