package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.CanonicalRows;
import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.UndatedRows;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows and watermarks in memory; a load is kept wholly or not at all. */
public final class FakeMetrics implements MetricsStore {

  private final StoreLink link;
  private final FakeLeases leases;
  private final FakeJobs jobs;
  private final Map<Kept, StoredDays> kept = new HashMap<>();
  private final Map<UUID, Map<String, String>> currencies = new HashMap<>();
  private final Map<Kept, UndatedRows> undated = new HashMap<>();
  private final Map<TenantId, Long> dataVersions = new HashMap<>();
  private final Set<YearMonth> months = new HashSet<>();
  private final List<CommittedLoad> loads = new ArrayList<>();

  FakeMetrics(StoreLink link, FakeLeases leases, FakeJobs jobs) {
    this.link = link;
    this.leases = leases;
    this.jobs = jobs;
  }

  /** Whose rows of which kind. */
  private record Kept(UUID connectionId, Entity entity) {}

  /** The connection's campaign rows, by day, campaign and hour. */
  public List<MetricRow> rows(UUID connectionId) {
    return rows(connectionId, Entity.CAMPAIGN_METRICS).stream().map(StoredRow::metrics).toList();
  }

  /** The connection's rows of an entity, in order of their key. */
  public List<StoredRow> rows(UUID connectionId, Entity entity) {
    return List.copyOf(stored(connectionId, entity).byKey().values());
  }

  /** What was restated or deleted of the connection's campaign rows. */
  public List<StoredDays.Change> changes(UUID connectionId) {
    return changes(connectionId, Entity.CAMPAIGN_METRICS);
  }

  List<StoredDays.Change> changes(UUID connectionId, Entity entity) {
    return stored(connectionId, entity).changes();
  }

  /** What is kept aside of the connection's campaign rows and not settled. */
  public List<SourceRecord.Rejected> rejects(UUID connectionId) {
    return allRejects(connectionId, Entity.CAMPAIGN_METRICS).stream()
        .filter(StoredDays.KeptReject::open)
        .map(StoredDays.KeptReject::record)
        .toList();
  }

  /** What was ever kept aside, settled or not. */
  List<StoredDays.KeptReject> allRejects(UUID connectionId, Entity entity) {
    return stored(connectionId, entity).rejects();
  }

  /** Each load that was committed, oldest first. */
  public List<CommittedLoad> committed() {
    return List.copyOf(loads);
  }

  /** The days of each load that was committed, oldest first. */
  public List<Set<LocalDate>> loads() {
    return loads.stream().map(CommittedLoad::days).toList();
  }

  /** Grows with every load that changed what could be answered. */
  public long dataVersion(TenantId tenantId) {
    return dataVersions.getOrDefault(tenantId, 0L);
  }

  @Override
  public Mono<Map<LocalDate, Watermark>> watermarks(
      UUID connectionId, Entity entity, DayWindow window) {
    return link.ask(
        "watermarks",
        () ->
            stored(connectionId, entity).watermarks().entrySet().stream()
                .filter(mark -> window.contains(mark.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public Mono<Map<LocalDate, DayDigest>> digests(
      UUID connectionId, Entity entity, DayWindow window) {
    return link.ask("digests", () -> digest(rows(connectionId, entity), entity, window));
  }

  private static Map<LocalDate, DayDigest> digest(
      Collection<StoredRow> rows, Entity entity, DayWindow window) {
    return rows.stream()
        .filter(row -> window.contains(row.metrics().day()))
        .collect(
            Collectors.groupingBy(row -> row.metrics().day(), TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, day -> digestOf(day.getValue(), entity)));
  }

  /** The digest of some rows of one day; the fake source takes the same. */
  public static DayDigest digestOf(Collection<StoredRow> rows, Entity entity) {
    return switch (entity) {
      case CAMPAIGN_METRICS ->
          CanonicalRows.digestOf(rows.stream().map(StoredRow::metrics).toList());
      case ASSET_METRICS ->
          CanonicalRows.digestOfAssets(rows.stream().map(FakeMetrics::assetOf).toList());
    };
  }

  private static AssetRow assetOf(StoredRow row) {
    return Objects.requireNonNull(row.asset(), "a row of a campaign among those of assets");
  }

  /** No sums are kept apart from the rows: there is nothing to correct. */
  @Override
  public Mono<SumsCorrected> proveSums(Lease lease, AdConnection connection, DayWindow window) {
    return link.ask(
        "proveSums",
        () -> {
          leases.prove(lease);
          return SumsCorrected.NONE;
        });
  }

  /** Somebody changes a row behind everybody's back. */
  public void tamper(UUID connectionId, Entity entity, UnaryOperator<StoredRow> change) {
    StoredDays days = stored(connectionId, entity);
    TreeMap<StoredRow.Key, StoredRow> rows = new TreeMap<>();
    days.byKey().values().stream().map(change).forEach(row -> rows.put(row.key(), row));
    kept.put(
        new Kept(connectionId, entity),
        new StoredDays(rows, days.watermarks(), days.changes(), days.rejects()));
  }

  @Override
  public Mono<Void> keepUndated(Lease lease, UUID jobId, Entity entity, UndatedRows found) {
    return link.tell(
        "keepUndated",
        () -> {
          leases.prove(lease);
          undated.put(new Kept(lease.connectionId(), entity), found);
          jobs.row(jobId).noteUndated(found.count());
        });
  }

  /** What has no day, as the last full resync found it. */
  public UndatedRows undated(UUID connectionId, Entity entity) {
    return undated.getOrDefault(new Kept(connectionId, entity), UndatedRows.NONE);
  }

  @Override
  public Mono<Void> ensureMonths(Set<YearMonth> wanted) {
    return link.tell("ensureMonths", () -> months.addAll(wanted));
  }

  @Override
  public Mono<LoadCounts> load(
      Lease lease, LoadContext context, Supplier<Set<LocalDate>> days, Flux<SourceRecord> records) {
    return Mono.usingWhen(
        link.ask("beginLoad", () -> begin(lease)),
        begun ->
            records
                .collectList()
                .flatMap(all -> link.ask("load", () -> commit(lease, context, days.get(), all))),
        begun -> Mono.fromRunnable(() -> leases.endWrite(begun)));
  }

  private Lease begin(Lease lease) {
    leases.beginWrite(lease);
    return lease;
  }

  private LoadCounts commit(
      Lease lease, LoadContext context, Set<LocalDate> days, List<SourceRecord> records) {
    leases.prove(lease);
    if (!jobs.knows(context.jobId())) {
      throw refused("no job " + context.jobId());
    }
    refuseStrayDays(context, days, records);
    AdConnection connection = context.connection();
    StoredDays.Load done =
        stored(connection.id(), context.entity())
            .with(context, days, records, currencies.getOrDefault(connection.id(), Map.of()));
    kept.put(new Kept(connection.id(), context.entity()), done.after());
    currencies.put(connection.id(), done.currencies());
    jobs.addCounts(context.jobId(), done.counts());
    if (done.counts().changedAnything()) {
      dataVersions.merge(connection.tenantId(), 1L, Long::sum);
    }
    leases.extend(lease);
    loads.add(CommittedLoad.of(lease, context, days, done.counts()));
    return done.counts();
  }

  private void refuseStrayDays(
      LoadContext context, Set<LocalDate> days, List<SourceRecord> records) {
    for (SourceRecord record : records) {
      if (!days.contains(record.day())) {
        throw refused("a record of a day that is not loaded: " + record.day());
      }
      if (!months.contains(YearMonth.from(record.day()))) {
        throw refused("no partition for " + record.day());
      }
      boolean asset = record instanceof SourceRecord.AcceptedAsset;
      boolean campaign = record instanceof SourceRecord.Accepted;
      if (context.entity() == Entity.CAMPAIGN_METRICS ? asset : campaign) {
        throw refused("a record of another entity than " + context.entity().wireName());
      }
    }
  }

  private StoredDays stored(UUID connectionId, Entity entity) {
    return kept.getOrDefault(new Kept(connectionId, entity), StoredDays.NONE);
  }

  static StoreException refused(String why) {
    return new StoreException(StoreException.Code.STORE_REFUSED, why, null);
  }

  /**
   * A load as it was committed.
   *
   * @param fence the fence that it proved
   * @param version extraction version of what it stored
   */
  public record CommittedLoad(
      UUID connectionId,
      Entity entity,
      UUID jobId,
      long fence,
      Instant version,
      Set<LocalDate> days,
      LoadCounts counts) {

    static CommittedLoad of(
        Lease lease, LoadContext context, Set<LocalDate> days, LoadCounts counts) {
      return new CommittedLoad(
          lease.connectionId(),
          context.entity(),
          context.jobId(),
          lease.fence(),
          context.extractionVersion(),
          Set.copyOf(days),
          counts);
    }
  }
}
