package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Sinks;

/** How a run ends when something goes wrong. */
class RunSyncFailureTest {

  private final Bench bench = new Bench();

  @ParameterizedTest
  @EnumSource(
      value = SourceException.Code.class,
      names = {"SOURCE_QUOTA_EXCEEDED", "SOURCE_UNAVAILABLE"})
  void aTransientSourceFailure_isRetriedUntilMaxRetries_thenFails(SourceException.Code code) {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.source.failRead(new SourceException(code, "BigQuery: later", null));

    for (int retry = 1; retry <= 3; retry++) {
      RunOutcome outcome = bench.run(job);
      assertEquals(Kind.PARKED, outcome.kind());
      assertTrue(outcome.kind().acknowledged());
      assertEquals(JobStatus.RETRYING, bench.row(job).status());
      assertEquals(retry, bench.row(job).retryCount());
      bench.nextAttemptComes(job);
    }
    RunOutcome last = bench.run(job);

    assertEquals(Kind.FAILED, last.kind());
    assertTrue(last.kind().acknowledged());
    assertEquals(List.of(), bench.publisher.jobs(), "dispatch retries it, nobody else");
    assertEquals(JobStatus.FAILED, bench.row(job).status());
    assertEquals(code.name(), bench.row(job).errorCode());
    assertEquals("BigQuery: later", bench.row(job).errorMessage());
    assertEquals("error", bench.store.connections.row(bench.connectionId).syncStatus());
    assertEquals(Kind.ALREADY_OVER, bench.run(job).kind());
  }

  @Test
  void aRetryThatSucceeds_leavesNoErrorBehind() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.source.failRead(
        new SourceException(SourceException.Code.SOURCE_UNAVAILABLE, "later", null));
    bench.run(job);
    bench.source.failRead(null);
    bench.nextAttemptComes(job);

    assertEquals(Kind.SUCCEEDED, bench.run(job).kind());
    assertEquals(JobStatus.COMPLETED, bench.row(job).status());
    assertNull(bench.row(job).errorCode());
    assertNull(bench.store.connections.row(bench.connectionId).lastError());
  }

  @ParameterizedTest
  @EnumSource(
      value = SourceException.Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SOURCE_RATE_LIMITED", "SOURCE_QUOTA_EXCEEDED", "SOURCE_UNAVAILABLE"})
  void aPermanentSourceFailure_failsAtOnce_acknowledged(SourceException.Code code) {
    UUID job = bench.job("k");
    bench.source.failInspect(new SourceException(code, "mend the mapping", null));

    RunOutcome outcome = bench.run(job);

    assertEquals(Kind.FAILED, outcome.kind());
    assertTrue(outcome.kind().acknowledged());
    assertEquals(code.name(), outcome.code());
    assertEquals(JobStatus.FAILED, bench.row(job).status());
    assertEquals(0, bench.row(job).retryCount());
    assertEquals(List.of(), bench.source.reads());
  }

  @Test
  void anUnexpectedException_failsAsInternal_withoutItsText() {
    UUID job = bench.job("k");
    IllegalStateException bug = new IllegalStateException("password=hunter2");
    bench.source.failInspect(bug);

    RunOutcome outcome = bench.run(job);

    assertEquals(Kind.FAILED, outcome.kind());
    assertEquals("INTERNAL", outcome.code());
    assertEquals("INTERNAL", bench.row(job).errorCode());
    assertEquals("unexpected IllegalStateException; see the log", bench.row(job).errorMessage());
    assertFalse(outcome.message().contains("hunter2"), outcome.message());
    assertEquals(bug, outcome.cause());
  }

  @Test
  void aStoreThatCannotBeReachedWhileLoading_isTriedAgain_andTheJobIsUntouched() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.store.link.cutAfter("recordRead", 1);

    RunOutcome outcome = bench.run(job);

    assertEquals(Kind.TRY_AGAIN, outcome.kind());
    assertEquals("STORE_UNREACHABLE", outcome.code());
    assertEquals(JobStatus.RUNNING, bench.row(job).status());
    assertEquals(0, bench.row(job).retryCount());
    assertNull(bench.row(job).errorCode());
    assertEquals(LoadCounts.NONE, bench.row(job).counts());
  }

  @Test
  void aStoreThatCannotEvenBeAsked_isTriedAgain() {
    UUID job = bench.job("k");
    bench.store.link.cut();

    RunOutcome outcome = bench.run(job);

    assertEquals(Kind.TRY_AGAIN, outcome.kind());
    assertEquals("STORE_UNREACHABLE", outcome.code());
    assertEquals(JobStatus.PENDING, bench.row(job).status());
  }

  @Test
  void aBusyStore_countsAsARetry() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.store.link.refuseOnce(
        "load", new StoreException(StoreException.Code.STORE_BUSY, "deadlock", null));

    assertEquals(Kind.PARKED, bench.run(job).kind());

    assertEquals(JobStatus.RETRYING, bench.row(job).status());
    assertEquals("STORE_BUSY", bench.row(job).errorCode());
    bench.nextAttemptComes(job);
    assertEquals(Kind.SUCCEEDED, bench.run(job).kind());
    assertEquals(12, bench.rowsStored());
  }

  @Test
  void aStatementTheStoreRefuses_failsForGood() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.store.link.refuseOnce(
        "load", new StoreException(StoreException.Code.STORE_REFUSED, "bad statement", null));

    assertEquals(Kind.FAILED, bench.run(job).kind());
    assertEquals("STORE_REFUSED", bench.row(job).errorCode());
  }

  @Test
  void aSuccessWhoseAnswerWasLost_isNotReportedAsAFailure() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.store.link.loseAnswerOf("succeed");

    RunOutcome outcome = bench.run(job);

    assertEquals(JobStatus.COMPLETED, bench.row(job).status());
    assertEquals(Kind.ALREADY_OVER, outcome.kind());
    assertNull(outcome.code());
  }

  @Test
  void aFailedLoad_publishesTheWaitingJobAllTheSame() {
    UUID job = bench.job("k");
    UUID next = bench.store.jobs.schedule(bench.wanted("next", Bench.WINDOW)).id();
    bench.source.failInspect(new IllegalStateException("bug"));

    bench.run(job);

    assertEquals(List.of(next), bench.publisher.jobs());
  }

  @Test
  void aLeaseLostDuringTheQuery_stopsTheRun_andWritesNothing() {
    bench.fillSource();
    UUID job = bench.job("k");
    Sinks.Empty<Void> queryEnds = Sinks.empty();
    bench.source.readLasts(queryEnds.asMono());
    AtomicReference<RunOutcome> zombie = new AtomicReference<>();
    bench.deliver(job).subscribe(zombie::set);
    Lease thief = stealLease();

    queryEnds.tryEmitEmpty();

    assertEquals(Kind.HELD, zombie.get().kind());
    assertEquals("FENCED", zombie.get().code());
    assertNothingWritten(job);
    assertTrue(bench.store.leases.renew(thief, Duration.ofSeconds(60)).block(), "thief robbed");
  }

  @Test
  void aLeaseLostBetweenTwoChunks_keepsTheFirstAndWritesNoMore() {
    bench.fillSource();
    UUID job = bench.job("k");
    Sinks.Empty<Void> restArrives = Sinks.empty();
    bench.source.rowsPass(
        rows -> rows.take(2).concatWith(rows.skip(2).delaySubscription(restArrives.asMono())));
    bench.store.link.beforeNext(
        "load", () -> bench.store.link.beforeNext("beginLoad", this::stealLease));
    AtomicReference<RunOutcome> zombie = new AtomicReference<>();
    bench.deliver(job).subscribe(zombie::set);

    restArrives.tryEmitEmpty();

    assertEquals(Kind.HELD, zombie.get().kind());
    assertEquals(2, bench.rowsStored());
    assertEquals(2, bench.row(job).counts().processed());
    assertEquals(JobStatus.RUNNING, bench.row(job).status());
  }

  @Test
  void aZombie_cannotFailAJobThatSomebodyElseRuns() {
    bench.fillSource();
    UUID job = bench.job("k");
    Sinks.Empty<Void> queryFails = Sinks.empty();
    bench.source.readLasts(queryFails.asMono());
    AtomicReference<RunOutcome> zombie = new AtomicReference<>();
    bench.deliver(job).subscribe(zombie::set);
    stealLease();

    queryFails.tryEmitError(
        new SourceException(SourceException.Code.SOURCE_ACCESS_DENIED, "no", null));

    assertFalse(zombie.get().kind().acknowledged());
    assertNothingWritten(job);
  }

  private Lease stealLease() {
    bench.store.clock.advance(Bench.SETTINGS.leaseTimeToLive());
    return assertInstanceOf(
        Lease.class,
        bench.store.leases.acquire(bench.connectionId, "other", Duration.ofSeconds(60)).block());
  }

  private void assertNothingWritten(UUID job) {
    assertEquals(JobStatus.RUNNING, bench.row(job).status());
    assertNull(bench.row(job).errorCode());
    assertEquals(0, bench.row(job).bytesBilled());
    assertEquals(LoadCounts.NONE, bench.row(job).counts());
    assertEquals(0, bench.rowsStored());
    assertEquals(List.of(), bench.store.metrics.loads());
  }

  @Test
  void aParkedJob_isNotRunByASecondDelivery_beforeItsNextAttempt() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.source.failRead(
        new SourceException(SourceException.Code.SOURCE_UNAVAILABLE, "later", null));
    assertEquals(Kind.PARKED, bench.run(job).kind());
    bench.source.failRead(null);

    assertEquals(Kind.ALREADY_OVER, bench.run(job).kind());

    assertEquals(JobStatus.RETRYING, bench.row(job).status());
    assertEquals(1, bench.row(job).retryCount());
    assertFalse(bench.store.leases.isHeld(bench.connectionId));
  }

  @Test
  void aConnectionReadTooOftenWithinAnHour_isParked_withoutAReadOrAnInspection() {
    bench.fillSource();
    bench.source.becomeView();
    for (int read = 0; read < ClaimJobs.READS_PER_HOUR_MAX; read++) {
      bench.run(bench.job("read " + read));
      bench.store.clock.advance(Duration.ofSeconds(1));
    }
    UUID job = bench.job("one too many");

    RunOutcome outcome = bench.run(job);

    assertEquals(Kind.PARKED, outcome.kind());
    assertEquals("SOURCE_RATE_LIMITED", outcome.code());
    assertEquals(ClaimJobs.READS_PER_HOUR_MAX, bench.source.reads().size());
    assertEquals(0, bench.row(job).retryCount());
    for (int again = 0; again < 5; again++) {
      bench.store.clock.advance(Duration.ofMinutes(3));
      assertEquals(Kind.PARKED, bench.run(job).kind());
    }
    bench.store.clock.advance(Duration.ofHours(1));
    assertEquals(Kind.SUCCEEDED, bench.run(job).kind());
  }

  @Test
  void aConnectionWithoutASourceOfTheEntity_failsClearly() {
    UUID job =
        bench.plan(
            bench.connection,
            Entity.ASSET_METRICS,
            "k",
            JobType.INCREMENTAL_SYNC,
            false,
            Bench.WINDOW);

    RunOutcome outcome = bench.run(job);

    assertEquals(Kind.FAILED, outcome.kind());
    assertTrue(outcome.message().contains("asset_metrics"), outcome.message());
  }
}
