package com.campaignsync.domain.sync;

import static com.campaignsync.domain.sync.Bench.DAY;
import static com.campaignsync.domain.sync.Bench.MOVED;
import static com.campaignsync.domain.sync.Bench.MOVED_AGAIN;
import static com.campaignsync.domain.sync.Bench.WINDOW;
import static com.campaignsync.domain.sync.Bench.counts;
import static com.campaignsync.domain.sync.Bench.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.SourceRecord.Accepted;
import com.campaignsync.domain.source.SourceRecord.Rejected;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.FakeMetrics.CommittedLoad;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.StoredDays;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One test for each sentence of what must hold of every sync, as far as the engine decides it. All
 * of them at once, under everything that can go wrong, are {@code SyncSimulationTest}'s.
 *
 * <p>What only the databases can show is tested where they are: that rows, rollups, change log and
 * watermarks commit together and exactly, by the tests of the Postgres adapter's load path; that
 * BigQuery's numbers come through exactly or are rejected, and that a vanished or retyped column is
 * noticed, by {@code SourceValidationTest} and {@code SharedReadTest} of the local BigQuery.
 */
class SemanticsTest {

  private final Bench bench = new Bench();

  @Test
  void duplicateDeliveriesChangeNothing() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.run(job);
    List<CommittedLoad> before = bench.store.metrics.committed();

    for (int i = 0; i < 5; i++) {
      assertEquals(Kind.ALREADY_OVER, bench.run(job).kind());
    }

    assertEquals(before, bench.store.metrics.committed());
    assertEquals(1, bench.source.reads().size());
  }

  @Test
  void reorderedDeliveriesChangeNothing() {
    bench.fillSource();
    UUID first = scheduled("first");
    UUID second = scheduled("second");

    assertEquals(Kind.SUCCEEDED, bench.run(second).kind());
    bench.source.put(DAY, MOVED_AGAIN, record(DAY, "1", "2.00"), record(DAY, "2"));
    assertEquals(Kind.SUCCEEDED, bench.run(first).kind());

    assertEquals(12, bench.rowsStored());
    assertEquals(1, bench.store.metrics.changes(bench.connectionId).size());
  }

  @Test
  void veryLateDeliveriesChangeNothing() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.run(job);
    bench.source.put(DAY, MOVED_AGAIN, record(DAY, "1", "2.00"), record(DAY, "2"));
    bench.run(bench.job("next"));
    List<MetricRow> before = bench.store.metrics.rows(bench.connectionId);

    bench.store.clock.advance(Duration.ofDays(7));
    assertEquals(Kind.ALREADY_OVER, bench.run(job).kind());

    assertEquals(before, bench.store.metrics.rows(bench.connectionId));
  }

  @Test
  void twoWorkersOnOneConnectionCannotInterleave() {
    bench.fillSource();
    UUID job = bench.job("k");
    Sinks.Empty<Void> queryEnds = Sinks.empty();
    bench.source.readLasts(queryEnds.asMono());
    AtomicReference<RunOutcome> zombie = new AtomicReference<>();
    bench.deliver(job).subscribe(zombie::set);

    assertEquals(Kind.HELD, bench.run(job).kind(), "while the first holds the lease");
    bench.store.clock.advance(Bench.SETTINGS.leaseTimeToLive());
    bench.source.readLasts(Mono.empty());
    assertEquals(Kind.SUCCEEDED, bench.run(job).kind(), "once its lease has expired");
    queryEnds.tryEmitEmpty();

    assertEquals("FENCED", zombie.get().code());
    List<Long> fences =
        bench.store.metrics.committed().stream().map(CommittedLoad::fence).distinct().toList();
    assertEquals(List.of(2L), fences);
    assertEquals(counts(12, 12, 0, 0, 0), bench.row(job).counts());
  }

  @Test
  void twoConnectionsOfOneTenantAndPlatformDoNotTouchEachOthersRows() {
    AdConnection one = Connections.withAccount(bench.connection, new UUID(1, 1), "acc-1");
    AdConnection two = Connections.withAccount(bench.connection, new UUID(1, 2), "acc-2");
    bench.store.connections.add(one, null);
    bench.store.connections.add(two, null);
    bench.fillSource(one);
    bench.source.table().put(Bench.ownerOf(two), DAY, MOVED, List.of(record(DAY, "1", "9.99")));

    bench.run(List.of(bench.jobOf(one), bench.jobOf(two)));

    assertEquals(1, bench.source.reads().size());
    assertEquals(12, bench.rowsStored(one));
    assertEquals(
        List.of(Bench.metrics(DAY, "1", "9.99", "USD")), bench.store.metrics.rows(two.id()));
  }

  @Test
  void boundaryTiesAreNotLost() {
    bench.fillSource();
    // The partition moves between the look at its time and the query.
    bench.source.afterInspect(
        () -> bench.source.put(DAY, MOVED_AGAIN, record(DAY, "1"), record(DAY, "2", "7.00")));
    bench.run(bench.job("first"));
    bench.source.afterInspect(() -> {});
    assertEquals(MOVED, bench.watermarks().get(DAY), "not the time of what was not seen");

    // And once more at the very instant at which the first query began.
    bench.source.put(DAY, bench.store.clock.instant(), record(DAY, "1"), record(DAY, "2", "8.00"));
    bench.run(bench.job("second"));

    assertTrue(
        bench
            .store
            .metrics
            .rows(bench.connectionId)
            .contains(Bench.metrics(DAY, "2", "8.00", "USD")));
  }

  @Test
  void anOlderExtractionNeverOverwritesANewerOne() {
    bench.fillSource();
    bench.run(bench.job("first"));
    bench.store.clock.advance(Duration.ofHours(-1));
    bench.source.put(DAY, MOVED_AGAIN, record(DAY, "1", "0.01"), record(DAY, "2"));
    UUID job = bench.job("late");

    bench.run(job);

    assertEquals(counts(2, 0, 0, 2, 0), bench.row(job).counts());
    assertEquals(List.of(), bench.store.metrics.changes(bench.connectionId));
  }

  @Test
  void aRestatedRowUpdatesAndLogsOldToNew() {
    bench.fillSource();
    bench.run(bench.job("first"));
    bench.source.put(DAY, MOVED_AGAIN, record(DAY, "1"), record(DAY, "2", "9.99"));
    UUID job = bench.job("second");

    bench.run(job);

    StoredDays.Change change = bench.store.metrics.changes(bench.connectionId).get(0);
    assertEquals(new BigDecimal("1.50"), change.before().metrics().measures().spend());
    assertEquals(new BigDecimal("9.99"), change.after().metrics().measures().spend());
    assertEquals(job, change.jobId());
  }

  @Test
  void whatLooksOddIsStoredExactly() {
    List<MetricRow> odd =
        List.of(
            row("-1", "corrections", -5L, -1L, "-0.000000001"),
            row("2", "clicks without impressions", 0L, 7L, "0"),
            row("9007199254740993", "beyond 2^53", 9_007_199_254_740_993L, 1L, "1"),
            row("ünïcødé-広告-🎯", "Frühling 🌱", 1L, 1L, "1"),
            row("blank", "   ", 1L, 1L, "1"),
            row("long", "n".repeat(200), null, null, "12345678901234567890.123456789"));
    List<SourceRecord> records = new ArrayList<>();
    odd.forEach(row -> records.add(new Accepted(row)));
    bench.source.put(DAY, MOVED, records.toArray(SourceRecord[]::new));

    bench.run(bench.job("k"));

    assertEquals(Set.copyOf(odd), Set.copyOf(bench.store.metrics.rows(bench.connectionId)));
  }

  @ParameterizedTest
  @EnumSource(RejectReason.class)
  void whatCannotBeStoredIsKeptAsideWithItsReason(RejectReason reason) {
    Rejected rejected = new Rejected(DAY, reason, "{\"campaign_id\":\"7\",\"spend\":\"NaN\"}");
    bench.source.put(DAY, MOVED, record(DAY, "1"), rejected);
    UUID job = bench.job("k");

    bench.run(job);

    assertEquals(List.of(rejected), bench.store.metrics.rejects(bench.connectionId));
    assertEquals(1, bench.rowsStored());
    assertEquals(JobStatus.PARTIAL, bench.row(job).status());
  }

  @Test
  void aRejectThatTheSourceMends_isNotOpenAnyMore() {
    bench.source.put(DAY, MOVED, record(DAY, "1"), Bench.reject(DAY));
    bench.run(bench.job("first"));
    bench.source.put(DAY, MOVED_AGAIN, record(DAY, "1"), record(DAY, "bad"));
    UUID job = bench.job("second");

    bench.run(job);

    assertEquals(List.of(), bench.store.metrics.rejects(bench.connectionId));
    assertEquals(JobStatus.COMPLETED, bench.row(job).status());
  }

  @Test
  void oneBadTenantDoesNotStopAnother() {
    AdConnection bad = bench.addTenant("bad");
    AdConnection lost =
        Connections.with(
            bench.addTenant("lost"),
            Map.of(Entity.CAMPAIGN_METRICS, new SourceMapping("gone", Map.of())));
    bench.store.connections.add(lost, null);
    bench.fillSource();
    // Rows out of order are a bug of the source's that no load survives.
    bench
        .source
        .table()
        .put(
            Bench.ownerOf(bad),
            DAY,
            MOVED,
            List.of(record(DAY.plusDays(1), "1"), record(DAY, "1")));

    List<RunOutcome> outcomes =
        bench.run(List.of(bench.jobOf(bad), bench.jobOf(lost), bench.job("good")));

    assertEquals(12, bench.rowsStored());
    assertEquals(1, outcomes.stream().filter(one -> one.kind() == Kind.FAILED).count());
    assertEquals(0, bench.rowsStored(bad));
  }

  @Test
  void differentCurrenciesAreNeverAdded() {
    bench.source.put(DAY, MOVED, record(DAY, "1"));
    bench.run(bench.job("first"));
    bench.source.put(DAY, MOVED_AGAIN, new Accepted(Bench.metrics(DAY, "1", "9.99", "EUR")));
    UUID job = bench.job("second");

    bench.run(job);

    assertEquals(
        List.of(Bench.metrics(DAY, "1", "1.50", "USD")),
        bench.store.metrics.rows(bench.connectionId));
    assertEquals(
        RejectReason.CURRENCY_CHANGED,
        bench.store.metrics.rejects(bench.connectionId).get(0).reason());
  }

  @ParameterizedTest
  @EnumSource(
      value = SourceException.Code.class,
      names = {"SOURCE_COLUMN_MISSING", "SOURCE_COLUMN_TYPE"})
  void aSourceColumnThatVanishedOrChangedTypeFailsClearlyBeforeAnyWrite(SourceException.Code code) {
    bench.fillSource();
    bench.run(bench.job("first"));
    bench.source.failInspect(new SourceException(code, "column spend: mend the mapping", null));
    UUID job = bench.job("second");

    RunOutcome outcome = bench.run(job);

    assertEquals(Kind.FAILED, outcome.kind());
    assertEquals(code.name(), bench.row(job).errorCode());
    assertEquals("column spend: mend the mapping", bench.row(job).errorMessage());
    assertEquals(1, bench.source.reads().size());
    assertEquals(6, bench.store.metrics.committed().size());
  }

  @Test
  void aGapIsNeverSaidToBeSynced() {
    bench.fillSource();
    bench.run(bench.job("first"));
    UUID beyondAGap =
        bench.job(
            "gap", DayWindow.inclusive(WINDOW.lastDay().plusDays(2), WINDOW.lastDay().plusDays(3)));

    bench.run(beyondAGap);

    assertEquals(
        WINDOW.lastDay(),
        bench
            .store
            .connections
            .row(bench.connectionId)
            .connection()
            .syncedThrough()
            .get(Entity.CAMPAIGN_METRICS));
  }

  private UUID scheduled(String key) {
    bench.store.clock.advance(Duration.ofMillis(1));
    return bench.store.jobs.schedule(bench.wanted(key, WINDOW)).id();
  }

  private static MetricRow row(
      String id, String name, @Nullable Long impressions, @Nullable Long clicks, String spend) {
    Measures measures =
        new Measures(
            impressions, clicks, new BigDecimal(spend), null, null, null, null, null, null, null);
    return new MetricRow(id, name, DAY, MetricRow.WHOLE_DAY, "USD", measures);
  }
}
