package com.campaignsync.domain.sync;

import com.campaignsync.domain.cost.OnDemandPrice;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.ScriptedSource;
import com.campaignsync.domain.source.ScriptedTable.Owner;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.FakeStore;
import com.campaignsync.domain.store.JobRow;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.Watermark;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.domain.tenant.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A sync engine between a scripted source and a store in memory, with one connection at first. */
final class Bench {

  /** Half past ten at night in Los Angeles on the 14th; already the 15th in UTC. */
  static final Instant NOW = Instant.parse("2026-03-15T05:30:00Z");

  static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  static final DayWindow WINDOW = DayWindow.inclusive(DAY, DAY.plusDays(5));
  static final Instant MOVED = Instant.parse("2026-03-10T00:00:00.001Z");
  static final Instant MOVED_AGAIN = Instant.parse("2026-03-15T05:29:59.999Z");
  static final TenantId TENANT = new TenantId("acme");

  /** A chunk ends with the day in which it reaches two records. */
  static final RunSettings SETTINGS =
      new RunSettings(
          Duration.ofSeconds(60), Duration.ofMillis(100), 2, RunSettings.DEFAULT.workTime());

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  final FakeStore store = new FakeStore(NOW);
  final ScriptedSource source = new ScriptedSource(store.clock);
  final RecordingPublisher publisher = new RecordingPublisher();
  final AdConnection connection = Connections.of("America/Los_Angeles", 7, null);
  final UUID connectionId = connection.id();
  final RunSync runSync = engine(SETTINGS);

  Bench() {
    store.connections.add(connection, null);
  }

  RunSync engine(RunSettings settings) {
    return new RunSync(
        source,
        store.connections,
        store.jobs,
        store.leases,
        store.metrics,
        store.reconciliations,
        publisher,
        new OnDemandPrice(new BigDecimal("6.25")),
        store.clock,
        settings);
  }

  /** A pending job for {@link #WINDOW}. */
  UUID job(String key) {
    return job(key, WINDOW);
  }

  UUID job(String key, @Nullable DayWindow window) {
    return Objects.requireNonNull(store.jobs.request(wanted(key, window)).block()).id();
  }

  /** A pending job of another kind, or beside another one. */
  UUID job(String key, JobType type, boolean forced) {
    return plan(connection, Entity.CAMPAIGN_METRICS, key, type, forced, WINDOW);
  }

  UUID plan(
      AdConnection of,
      Entity entity,
      String key,
      JobType type,
      boolean forced,
      @Nullable DayWindow window) {
    NewJob wanted =
        new NewJob(
            of.id(),
            of.tenantId(),
            entity,
            type,
            window,
            forced,
            null,
            NewJob.Trigger.SYSTEM,
            null,
            key);
    return Objects.requireNonNull(store.jobs.plan(null, List.of(wanted)).blockLast()).id();
  }

  /** A pending incremental sync of another connection. */
  UUID jobOf(AdConnection of) {
    return plan(
        of, Entity.CAMPAIGN_METRICS, "of " + of.id(), JobType.INCREMENTAL_SYNC, false, WINDOW);
  }

  NewJob wanted(String key, @Nullable DayWindow window) {
    return new NewJob(
        connectionId,
        TENANT,
        Entity.CAMPAIGN_METRICS,
        JobType.INCREMENTAL_SYNC,
        window,
        false,
        null,
        NewJob.Trigger.API,
        "u1",
        key);
  }

  /** Another tenant of the same table, with rows of its own. */
  AdConnection addTenant(String tenant) {
    AdConnection added = Connections.ofTenant(tenant);
    store.connections.add(added, null);
    return added;
  }

  /** Each of the window's six days has two campaigns of the tenant. */
  void fillSource(AdConnection of) {
    WINDOW.stream()
        .forEach(
            day ->
                source
                    .table()
                    .put(ownerOf(of), day, MOVED, List.of(record(day, "1"), record(day, "2"))));
  }

  static Owner ownerOf(AdConnection of) {
    return new Owner(of.tenantId(), of.platform(), of.accountId());
  }

  RunOutcome run(UUID jobId) {
    return Objects.requireNonNull(deliver(jobId).block(PATIENCE));
  }

  /** One message for many jobs. */
  List<RunOutcome> run(List<UUID> jobIds) {
    return run(runSync, jobIds);
  }

  static List<RunOutcome> run(RunSync engine, List<UUID> jobIds) {
    return Objects.requireNonNull(engine.run(new RunJobs(jobIds)).block(PATIENCE));
  }

  Mono<RunOutcome> deliver(UUID jobId) {
    return runSync.run(RunJobs.of(jobId)).map(Bench::only);
  }

  static RunOutcome only(List<RunOutcome> outcomes) {
    if (outcomes.size() != 1) {
      throw new AssertionError("one outcome wanted: " + outcomes);
    }
    return outcomes.get(0);
  }

  /** The time of a parked job's next attempt has come. */
  void nextAttemptComes(UUID jobId) {
    store.clock.set(Objects.requireNonNull(row(jobId).nextAttemptAt()));
  }

  JobRow row(UUID jobId) {
    return store.jobs.row(jobId);
  }

  /** Each of the window's six days has two campaigns. */
  void fillSource() {
    WINDOW.stream().forEach(day -> source.put(day, MOVED, record(day, "1"), record(day, "2")));
  }

  long rowsStored() {
    return rowsStored(connection);
  }

  long rowsStored(AdConnection of) {
    return store.metrics.rows(of.id()).size();
  }

  /** The modification times that are stored. */
  Map<LocalDate, Instant> watermarks() {
    Map<LocalDate, Watermark> marks =
        Objects.requireNonNull(
            store.metrics.watermarks(connectionId, Entity.CAMPAIGN_METRICS, WINDOW).block());
    return marks.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, mark -> mark.getValue().sourceModifiedAt()));
  }

  /** Counts of a load that deleted nothing. */
  static LoadCounts counts(
      long processed, long inserted, long updated, long unchanged, long rejected) {
    return new LoadCounts(processed, inserted, updated, unchanged, rejected, 0, Set.of());
  }

  static SourceRecord record(LocalDate day, String campaignId) {
    return record(day, campaignId, "1.50");
  }

  static SourceRecord record(LocalDate day, String campaignId, String spend) {
    return new SourceRecord.Accepted(metrics(day, campaignId, spend, "USD"));
  }

  static MetricRow metrics(LocalDate day, String campaignId, String spend, String currency) {
    Measures measures =
        new Measures(100L, 5L, new BigDecimal(spend), null, null, null, null, null, null, null);
    return new MetricRow(campaignId, "Spring", day, MetricRow.WHOLE_DAY, currency, measures);
  }

  static SourceRecord reject(LocalDate day) {
    return new SourceRecord.Rejected(
        day, RejectReason.NOT_A_NUMBER, "{\"campaign_id\":\"bad\",\"spend\":\"NaN\"}");
  }
}
