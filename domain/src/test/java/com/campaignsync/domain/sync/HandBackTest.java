package com.campaignsync.domain.sync;

import static com.campaignsync.domain.sync.Bench.DAY;
import static com.campaignsync.domain.sync.Bench.WINDOW;
import static com.campaignsync.domain.sync.Bench.counts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A worker whose time is nearly over commits, hands the job back and lets another one go on. */
class HandBackTest {

  /** Each commit takes a second: longer than the time to work, so that a run stores one chunk. */
  private static final RunSettings SHORT = Bench.SETTINGS.withWorkTime(Duration.ofMillis(500));

  private final Bench bench = new Bench();
  private final RunSync engine = bench.engine(SHORT);

  @Test
  void anIncrementalSync_isHandedBackAfterAChunk_andAContinuationIsPublished() {
    bench.fillSource();
    UUID job = bench.job("k");

    RunOutcome outcome = runOnce(job);

    assertEquals(Kind.HANDED_BACK, outcome.kind());
    assertTrue(outcome.kind().acknowledged());
    assertEquals(JobStatus.PENDING, bench.row(job).status());
    assertEquals(List.of(List.of(job)), bench.publisher.jobs(Topic.SYNC));
    assertEquals(2, bench.rowsStored());
    assertFalse(bench.store.leases.isHeld(bench.connectionId));
  }

  @Test
  void eachContinuation_readsOnlyWhatIsMissing_untilTheEnd() {
    bench.fillSource();
    UUID job = bench.job("k");

    int runs = runToTheEnd(job);

    assertEquals(6, runs);
    assertEquals(
        List.of(DayWindow.inclusive(DAY.plusDays(5), DAY.plusDays(5))),
        bench.source.daysRead().get(5));
    assertEquals(counts(12, 12, 0, 0, 0), bench.row(job).counts());
    assertEquals(JobStatus.COMPLETED, bench.row(job).status());
    assertEquals(0, bench.row(job).retryCount());
  }

  @Test
  void aFullResync_resumesOnlyItsMissingDays_thoughNothingMoved() {
    bench.fillSource();
    bench.run(bench.job("first"));
    UUID resync = bench.job("resync", JobType.FULL_SYNC, false);

    int runs = runToTheEnd(resync);

    assertEquals(6, runs);
    assertEquals(counts(12, 0, 0, 12, 0), bench.row(resync).counts());
    assertEquals(List.of(resync), bench.publisher.jobs(Topic.MAINTENANCE).get(0));
  }

  @Test
  void aView_comesToItsEnd_thoughNoTimeTellsWhatIsDone() {
    bench.fillSource();
    bench.source.becomeView();
    UUID job = bench.job("k");

    assertEquals(6, runToTheEnd(job));
    assertEquals(12, bench.rowsStored());
  }

  @Test
  void aStreamingBuffer_doesNotStartTheJobOver() {
    bench.fillSource();
    bench.source.table().stream(
        Bench.ownerOf(bench.connection),
        WINDOW.lastDay(),
        List.of(Bench.record(WINDOW.lastDay(), "9")));
    UUID job = bench.job("k");

    assertTrue(runToTheEnd(job) <= 6);
    assertEquals(11, bench.rowsStored());
  }

  @Test
  void tasksThatHaveNotBegun_areHandedBackTogether_inOneMessage() {
    AdConnection blue = bench.addTenant("blue");
    AdConnection cyan = bench.addTenant("cyan");
    List.of(bench.connection, blue, cyan).forEach(bench::fillSource);
    List<UUID> jobs = List.of(bench.job("k"), bench.jobOf(blue), bench.jobOf(cyan));
    commitsTakeASecond();

    List<RunOutcome> outcomes = Bench.run(engine, jobs);

    assertEquals(3, outcomes.stream().filter(o -> o.kind() == Kind.HANDED_BACK).count());
    assertEquals(List.of(jobs), bench.publisher.jobs(Topic.SYNC));
    assertEquals(0, bench.rowsStored(cyan));
  }

  @Test
  void aLostContinuation_isFoundByDispatch() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.publisher.fail(new IllegalStateException("broker down"));
    assertEquals(Kind.HANDED_BACK, runOnce(job).kind());
    bench.publisher.fail(null);

    bench.store.clock.advance(Dispatch.STRANDED_AFTER.plusSeconds(1));
    new Dispatch(bench.store.connections, bench.store.jobs, bench.publisher, bench.store.clock)
        .firstPass()
        .block();

    assertEquals(List.of(job), bench.publisher.jobs());
  }

  private RunOutcome runOnce(UUID job) {
    commitsTakeASecond();
    return Bench.only(Bench.run(engine, List.of(job)));
  }

  private void commitsTakeASecond() {
    bench.store.link.beforeNext("load", () -> bench.store.clock.advance(Duration.ofSeconds(1)));
  }

  private int runToTheEnd(UUID job) {
    int runs = 0;
    Kind kind = Kind.HANDED_BACK;
    while (kind == Kind.HANDED_BACK) {
      assertTrue(runs++ < 20, "it never ends");
      kind = runOnce(job).kind();
    }
    assertEquals(Kind.SUCCEEDED, kind);
    return runs;
  }
}
