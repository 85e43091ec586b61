package com.campaignsync.domain.sync;

import static com.campaignsync.domain.sync.Bench.DAY;
import static com.campaignsync.domain.sync.Bench.MOVED;
import static com.campaignsync.domain.sync.Bench.MOVED_AGAIN;
import static com.campaignsync.domain.sync.Bench.WINDOW;
import static com.campaignsync.domain.sync.Bench.counts;
import static com.campaignsync.domain.sync.Bench.record;
import static com.campaignsync.domain.sync.Bench.reject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** What a run reads and stores. */
class RunSyncCopyTest {

  private final Bench bench = new Bench();

  @Test
  void nothingChanged_isSkipped_withoutAReadOrABill() {
    bench.fillSource();
    bench.run(bench.job("first"));
    long version = bench.store.metrics.dataVersion(Bench.TENANT);
    UUID job = bench.job("second");

    assertEquals(Kind.SUCCEEDED, bench.run(job).kind());

    assertEquals(JobStatus.SKIPPED, bench.row(job).status());
    assertEquals(1, bench.source.reads().size());
    assertEquals(0, bench.row(job).bytesBilled());
    assertEquals(0, bench.row(job).costUsd().signum());
    assertEquals(LoadCounts.NONE, bench.row(job).counts());
    assertEquals(version, bench.store.metrics.dataVersion(Bench.TENANT));
    assertEquals(1, bench.store.connections.row(bench.connectionId).syncsWithChanges());
  }

  @Test
  void onlyMovedDaysAreRead_andRestatedRowsAreLogged() {
    bench.fillSource();
    bench.run(bench.job("first"));
    LocalDate second = DAY.plusDays(1);
    LocalDate fourth = DAY.plusDays(3);
    bench.source.put(second, MOVED_AGAIN, record(second, "1"), record(second, "2", "9.99"));
    bench.source.put(fourth, MOVED_AGAIN, record(fourth, "1"), record(fourth, "2"));
    UUID job = bench.job("second");

    bench.run(job);

    assertEquals(
        List.of(DayWindow.inclusive(second, second), DayWindow.inclusive(fourth, fourth)),
        bench.source.daysRead().get(1));
    assertEquals(counts(4, 0, 1, 3, 0), bench.row(job).counts());
    assertEquals(1, bench.store.metrics.changes(bench.connectionId).size());
    assertEquals(Map.of("gate", "partitions", "days_read", 2L), withoutJob(job));
  }

  @Test
  void aDaysWatermark_isTheTimeSeenBeforeTheRead() {
    bench.fillSource();
    bench.source.afterInspect(
        () -> bench.source.put(DAY, MOVED_AGAIN, record(DAY, "1"), record(DAY, "2", "7.00")));
    bench.run(bench.job("first"));
    bench.source.afterInspect(() -> {});

    assertEquals(MOVED, bench.watermarks().get(DAY));
    bench.run(bench.job("second"));
    assertEquals(List.of(DayWindow.inclusive(DAY, DAY)), bench.source.daysRead().get(1));
    assertEquals(MOVED_AGAIN, bench.watermarks().get(DAY));
  }

  @Test
  void daysWithoutRows_getWatermarks_andAreNotReadAgain() {
    bench.source.put(DAY, MOVED, record(DAY, "1"));
    bench.source.put(DAY.plusDays(1), MOVED);
    bench.source.put(DAY.plusDays(4), MOVED);
    bench.run(bench.job("first"));

    assertEquals(Set.of(DAY, DAY.plusDays(1), DAY.plusDays(4)), bench.watermarks().keySet());
    UUID job = bench.job("second");
    bench.run(job);
    assertEquals(JobStatus.SKIPPED, bench.row(job).status());
  }

  @Test
  void anEmptySource_isReadOnce() {
    bench.source.put(DAY, MOVED);

    bench.run(bench.job("first"));
    bench.run(bench.job("second"));

    assertEquals(1, bench.source.reads().size());
    assertEquals(List.of(Set.of(DAY)), bench.store.metrics.loads());
  }

  @Test
  void chunksAreWholeDays_eachLoadedOnce() {
    bench.fillSource();

    bench.run(bench.job("k"));

    assertEquals(
        WINDOW.stream().map(Set::of).toList(), bench.store.metrics.loads(), "two records a chunk");
  }

  @Test
  void rejectedRows_makeTheJobPartial_andAreKept() {
    bench.source.put(DAY, MOVED, record(DAY, "1"), reject(DAY));
    UUID job = bench.job("k");

    assertEquals(Kind.SUCCEEDED, bench.run(job).kind());

    assertEquals(JobStatus.PARTIAL, bench.row(job).status());
    assertEquals(counts(2, 1, 0, 0, 1), bench.row(job).counts());
    assertEquals(1, bench.store.metrics.rejects(bench.connectionId).size());
  }

  @Test
  void aView_isReadInFullEveryTime_andTheJobSaysWhy() {
    bench.fillSource();
    bench.source.becomeView();
    bench.run(bench.job("first"));
    UUID job = bench.job("second");

    bench.run(job);

    assertEquals(List.of(List.of(WINDOW), List.of(WINDOW)), bench.source.daysRead());
    assertEquals("ungated: a VIEW", bench.row(job).notes().get("gate"));
    assertEquals(counts(12, 0, 0, 12, 0), bench.row(job).counts());
  }

  @Test
  void crashAfterTheSecondChunk_theNextDeliveryReadsOnlyUncommittedDays_andCountersAddUp() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.store.link.cutAfter("load", 2);

    RunOutcome died = bench.run(job);
    bench.store.link.restore();

    assertEquals(Kind.TRY_AGAIN, died.kind());
    assertEquals(JobStatus.RUNNING, bench.row(job).status());
    assertEquals(4, bench.rowsStored());
    assertEquals(Kind.HELD, bench.run(job).kind());
    bench.store.clock.advance(Bench.SETTINGS.leaseTimeToLive());

    assertEquals(Kind.SUCCEEDED, bench.run(job).kind());
    assertEquals(
        List.of(DayWindow.inclusive(DAY.plusDays(2), WINDOW.lastDay())),
        bench.source.daysRead().get(1));
    assertEquals(counts(12, 12, 0, 0, 0), bench.row(job).counts());
    assertEquals(JobStatus.COMPLETED, bench.row(job).status());
    assertEquals(12, bench.rowsStored());
  }

  @Test
  void aSourceThatBreaksOff_keepsWholeDaysOnly() {
    bench.fillSource();
    UUID job = bench.job("k");
    Sinks.Empty<SourceRecord> breaksOff = Sinks.empty();
    bench.source.rowsPass(rows -> rows.take(5).concatWith(breaksOff.asMono()));
    AtomicReference<RunOutcome> outcome = new AtomicReference<>();
    bench.deliver(job).subscribe(outcome::set);

    breaksOff.tryEmitError(unavailable());

    assertEquals(Kind.PARKED, outcome.get().kind());
    assertEquals(4, bench.rowsStored());
    assertEquals(Set.of(DAY, DAY.plusDays(1)), bench.watermarks().keySet());
    bench.source.rowsPass(rows -> rows);
    bench.nextAttemptComes(job);
    assertEquals(Kind.SUCCEEDED, bench.run(job).kind());
    assertEquals(12, bench.row(job).counts().processed());
  }

  @Test
  void crashBetweenTheLastChunkAndTheEnd_isNoSkippedJob() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.store.link.cutAfter("load", 6);
    bench.run(job);
    bench.store.link.restore();
    bench.store.clock.advance(Bench.SETTINGS.leaseTimeToLive());

    bench.run(job);

    assertEquals(JobStatus.COMPLETED, bench.row(job).status());
    assertEquals(1, bench.source.reads().size());
  }

  @Test
  void whatAReadCost_isRecordedEvenWhenTheLoadThenFails() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.source.rowsPass(rows -> Flux.error(unavailable()));

    bench.run(job);

    assertEquals(JobStatus.RETRYING, bench.row(job).status());
    assertEquals(10L << 20, bench.row(job).bytesBilled());
    assertEquals(new BigDecimal("0.000059605"), bench.row(job).costUsd());
    assertEquals("proj:US.read1", bench.row(job).notes().get("bigquery_job"));
    bench.source.rowsPass(rows -> rows);
    bench.nextAttemptComes(job);
    bench.run(job);
    assertEquals(20L << 20, bench.row(job).bytesBilled());
    assertEquals(new BigDecimal("0.000119210"), bench.row(job).costUsd());
  }

  @Test
  void theReadNamesTheConnectionsRows_andLabelsItsJob() {
    bench.fillSource();
    UUID job = bench.job("k");

    bench.run(job);

    ReadRequest read = bench.source.reads().get(0);
    assertEquals(
        List.of(new ReadTarget(bench.connectionId, Bench.TENANT, "google_ads", null, "USD")),
        read.targets());
    assertEquals(JobLabels.of(List.of(bench.row(job).job())), read.labels());
    assertTrue(read.labels().containsValue(job.toString()));
  }

  @Test
  void anOlderExtraction_neverOverwritesANewerOne() {
    bench.fillSource();
    bench.run(bench.job("first"));
    bench.store.clock.advance(Duration.ofSeconds(-3600));
    bench.source.put(DAY, MOVED_AGAIN, record(DAY, "1", "0.01"), record(DAY, "2"));
    UUID job = bench.job("late");

    bench.run(job);

    assertEquals(counts(2, 0, 0, 2, 0), bench.row(job).counts());
    assertEquals(MOVED, bench.watermarks().get(DAY));
  }

  private Map<String, Object> withoutJob(UUID job) {
    Map<String, Object> notes = new HashMap<>(bench.row(job).notes());
    notes.remove("bigquery_job");
    return notes;
  }

  private static SourceException unavailable() {
    return new SourceException(
        SourceException.Code.SOURCE_UNAVAILABLE, "BigQuery: backend error", null);
  }
}
