package com.campaignsync.domain.sync;

import com.campaignsync.domain.cost.OnDemandPrice;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.ScriptedSource;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.FakeStore;
import com.campaignsync.domain.store.JobRow;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.sync.SyncMessage.RunJob;
import com.campaignsync.domain.tenant.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A sync engine between a scripted source and a store in memory, with one connection. */
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
      new RunSettings(Duration.ofSeconds(60), Duration.ofMillis(100), 2);

  final FakeStore store = new FakeStore(NOW);
  final ScriptedSource source = new ScriptedSource(store.clock);
  final RecordingPublisher publisher = new RecordingPublisher();
  final AdConnection connection = SyncWindowsTest.connection("America/Los_Angeles", 7, null);
  final UUID connectionId = connection.id();
  final RunSync runSync =
      new RunSync(
          source,
          store.connections,
          store.jobs,
          store.leases,
          store.metrics,
          publisher,
          new OnDemandPrice(new BigDecimal("6.25")),
          store.clock,
          SETTINGS);

  Bench() {
    store.connections.add(connection, null);
  }

  /** A pending job for {@link #WINDOW}. */
  UUID job(String key) {
    return job(key, WINDOW);
  }

  UUID job(String key, @Nullable DayWindow window) {
    return store.jobs.request(wanted(key, window)).block().id();
  }

  NewJob wanted(String key, @Nullable DayWindow window) {
    return new NewJob(
        connectionId,
        TENANT,
        Entity.CAMPAIGN_METRICS,
        JobType.INCREMENTAL_SYNC,
        window,
        null,
        NewJob.Trigger.API,
        "u1",
        key);
  }

  RunOutcome run(UUID jobId) {
    return deliver(jobId).block(Duration.ofSeconds(5));
  }

  Mono<RunOutcome> deliver(UUID jobId) {
    return runSync.run(new RunJob(jobId));
  }

  JobRow row(UUID jobId) {
    return store.jobs.row(jobId);
  }

  /** Each of the window's six days has two campaigns. */
  void fillSource() {
    WINDOW.stream().forEach(day -> source.put(day, MOVED, record(day, "1"), record(day, "2")));
  }

  long rowsStored() {
    return store.metrics.rows(connectionId).size();
  }

  static SourceRecord record(LocalDate day, String campaignId) {
    return record(day, campaignId, "1.50");
  }

  static SourceRecord record(LocalDate day, String campaignId, String spend) {
    Measures measures =
        new Measures(100L, 5L, new BigDecimal(spend), null, null, null, null, null, null, null);
    return new SourceRecord.Accepted(
        new MetricRow(campaignId, "Spring", day, MetricRow.WHOLE_DAY, "USD", measures));
  }

  static SourceRecord reject(LocalDate day) {
    return new SourceRecord.Rejected(day, RejectReason.NOT_A_NUMBER, "{\"spend\":\"NaN\"}");
  }
}
