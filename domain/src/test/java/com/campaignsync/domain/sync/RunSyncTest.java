package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Who may run a job, and what is left behind for the next. */
class RunSyncTest {

  private final Bench bench = new Bench();

  @Test
  void firstRun_storesTheWindowAndCompletes() {
    bench.fillSource();
    UUID job = bench.job("k");

    RunOutcome outcome = bench.run(job);

    assertEquals(Kind.SUCCEEDED, outcome.kind());
    assertEquals(JobStatus.COMPLETED, bench.row(job).status());
    assertEquals(12, bench.rowsStored());
    assertEquals("idle", bench.store.connections.row(bench.connectionId).syncStatus());
    assertEquals(1, bench.store.connections.row(bench.connectionId).syncsWithChanges());
  }

  @Test
  void aJobWithoutAWindow_looksAtTheTenantsOwnDays() {
    LocalDate todayInLosAngeles = LocalDate.of(2026, 3, 14);
    UUID job = bench.job("k", null);

    bench.run(job);

    assertEquals(
        DayWindow.inclusive(todayInLosAngeles.minusDays(30), todayInLosAngeles),
        bench.row(job).job().window());
  }

  @Test
  void duplicateOfAFinishedJob_doesNothing() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.run(job);
    long fence = bench.store.leases.fence(bench.connectionId);

    RunOutcome again = bench.run(job);

    assertEquals(Kind.ALREADY_OVER, again.kind());
    assertTrue(again.kind().acknowledged());
    assertEquals(1, bench.source.reads().size());
    assertEquals(12, bench.row(job).counts().inserted());
    assertEquals(fence, bench.store.leases.fence(bench.connectionId));
  }

  @Test
  void anUnknownJob_isAcknowledgedAndNothingElse() {
    RunOutcome outcome = bench.run(new UUID(0, 42));

    assertEquals(Kind.UNKNOWN_JOB, outcome.kind());
    assertTrue(outcome.kind().acknowledged());
    assertEquals("JOB_UNKNOWN", outcome.code());
  }

  @Test
  void aJobThatTheStoreRefusesToShow_isGivenUp_notDeliveredForEver() {
    UUID job = bench.job("k");
    bench.store.link.refuseOnce(
        "find", new StoreException(StoreException.Code.STORE_REFUSED, "permission denied", null));
    RunOutcome outcome = bench.run(job);

    assertEquals(Kind.GIVEN_UP, outcome.kind());
    assertTrue(outcome.kind().acknowledged());
    assertEquals("STORE_REFUSED", outcome.code());
  }

  @Test
  void aSecondDeliveryWhileTheFirstRuns_isHeldAndDeliveredAgain() {
    bench.fillSource();
    UUID job = bench.job("k");
    Sinks.Empty<Void> queryEnds = Sinks.empty();
    bench.source.readLasts(queryEnds.asMono());
    AtomicReference<RunOutcome> first = new AtomicReference<>();
    bench.deliver(job).subscribe(first::set);

    RunOutcome second = bench.run(job);
    queryEnds.tryEmitEmpty();

    assertEquals(Kind.HELD, second.kind());
    assertFalse(second.kind().acknowledged());
    assertEquals(Kind.SUCCEEDED, first.get().kind());
    assertEquals(Kind.ALREADY_OVER, bench.run(job).kind());
    assertEquals(1, bench.source.reads().size());
    assertEquals(12, bench.row(job).counts().processed());
  }

  @Test
  void manyDeliveriesAtOnce_runOne() {
    for (int round = 0; round < 100; round++) {
      Bench fresh = new Bench();
      fresh.fillSource();
      UUID job = fresh.job("k");

      List<Kind> kinds =
          Flux.range(0, 4)
              .flatMap(i -> fresh.deliver(job).subscribeOn(Schedulers.parallel()))
              .map(RunOutcome::kind)
              .collectList()
              .block(Duration.ofSeconds(5));

      assertEquals(1, kinds.stream().filter(Kind.SUCCEEDED::equals).count(), kinds.toString());
      assertFalse(kinds.contains(Kind.FAILED), kinds.toString());
      assertEquals(1, fresh.source.reads().size());
      assertEquals(12, fresh.row(job).counts().processed());
      assertEquals(12, fresh.rowsStored());
    }
  }

  @Test
  void aJobThatEndsBetweenLookAndLease_isNotStartedAgain() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.store.link.beforeNext("acquire", () -> bench.run(job));

    assertEquals(Kind.ALREADY_OVER, bench.run(job).kind());
    assertEquals(JobStatus.COMPLETED, bench.row(job).status());
    assertEquals(1, bench.source.reads().size());
    assertFalse(bench.store.leases.isHeld(bench.connectionId));
  }

  @Test
  void anotherJobsLease_makesTheJobWait_andItsEndPublishesTheWaitingOne() {
    bench.fillSource();
    UUID first = bench.job("first");
    UUID second = scheduled("second");
    UUID third = scheduled("third");
    Sinks.Empty<Void> queryEnds = Sinks.empty();
    bench.source.readLasts(queryEnds.asMono());
    bench.deliver(first).subscribe();

    RunOutcome waits = bench.run(second);

    assertEquals(Kind.WAITS_FOR_LEASE, waits.kind());
    assertTrue(waits.kind().acknowledged());
    assertEquals(JobStatus.PENDING, bench.row(second).status());
    assertEquals(List.of(), bench.publisher.jobs());

    queryEnds.tryEmitEmpty();
    assertEquals(List.of(second), bench.publisher.jobs());
    bench.run(second);
    assertEquals(List.of(second, third), bench.publisher.jobs());
  }

  @Test
  void theWaitingJobIsPublishedOnlyOnceTheLeaseIsFree() {
    bench.fillSource();
    UUID first = bench.job("first");
    scheduled("second");
    bench.publisher.onPublish(
        () -> assertFalse(bench.store.leases.isHeld(bench.connectionId), "published too early"));

    assertEquals(Kind.SUCCEEDED, bench.run(first).kind());
    assertEquals(1, bench.publisher.jobs().size());
  }

  @Test
  void aWaitingJobThatCannotBePublished_isNoFailureOfTheRun() {
    bench.fillSource();
    UUID first = bench.job("first");
    scheduled("second");
    bench.publisher.fail(new IllegalStateException("broker down"));

    assertEquals(Kind.SUCCEEDED, bench.run(first).kind());
  }

  @Test
  void theLeaseIsReleased_onSuccess() {
    bench.fillSource();

    bench.run(bench.job("k"));

    assertFalse(bench.store.leases.isHeld(bench.connectionId));
  }

  @Test
  void theLeaseIsReleased_onFailure() {
    bench.source.failInspect(new IllegalStateException("bug"));

    assertEquals(Kind.FAILED, bench.run(bench.job("k")).kind());

    assertFalse(bench.store.leases.isHeld(bench.connectionId));
  }

  @Test
  void theLeaseIsReleased_onCancellation_andTheJobCanRunAgain() {
    bench.fillSource();
    UUID job = bench.job("k");
    bench.source.readLasts(Mono.never());
    Disposable run = bench.deliver(job).subscribe();
    assertTrue(bench.store.leases.isHeld(bench.connectionId));

    run.dispose();

    assertFalse(bench.store.leases.isHeld(bench.connectionId));
    assertEquals(JobStatus.RUNNING, bench.row(job).status());
    bench.source.readLasts(Mono.empty());
    assertEquals(Kind.SUCCEEDED, bench.run(job).kind());
    assertEquals(12, bench.rowsStored());
  }

  @Test
  void aReleaseThatFails_isNoFailureOfTheRun() {
    bench.fillSource();
    bench.store.link.loseAnswerOf("release");

    assertEquals(Kind.SUCCEEDED, bench.run(bench.job("k")).kind());
  }

  @Test
  void aDeadHoldersLease_isTakenOverOnceItExpired() {
    bench.fillSource();
    UUID job = bench.job("k");
    Lease dead =
        bench.store.leases.acquire(bench.connectionId, "dead", Duration.ofSeconds(60)).block();
    bench.store.jobs.start(job, dead, Bench.WINDOW).block();

    bench.store.clock.advance(Duration.ofMillis(59_999));
    assertEquals(Kind.HELD, bench.run(job).kind());
    bench.store.clock.advance(Duration.ofMillis(1));
    assertEquals(Kind.SUCCEEDED, bench.run(job).kind());
  }

  /** A job that the schedule asks for, though another one is under way. */
  private UUID scheduled(String key) {
    bench.store.clock.advance(Duration.ofMillis(1));
    return bench.store.jobs.schedule(bench.wanted(key, Bench.WINDOW)).id();
  }

  @Test
  void maintenance_waitsBehindIncrementalSyncs_andGoesToItsOwnTopic() {
    bench.fillSource();
    UUID first = bench.job("first");
    UUID resync = bench.job("resync", JobType.FULL_SYNC, false);
    UUID next = scheduled("next");

    bench.run(first);
    assertEquals(List.of(List.of(next)), bench.publisher.jobs(Topic.SYNC));
    assertEquals(List.of(), bench.publisher.jobs(Topic.MAINTENANCE));

    bench.run(next);
    assertEquals(List.of(List.of(resync)), bench.publisher.jobs(Topic.MAINTENANCE));
  }

  @Test
  void aSyncedWindow_movesWhereTheConnectionIsSyncedThrough_neverBeyondToday() {
    bench.fillSource();
    LocalDate today = LocalDate.of(2026, 3, 14);
    UUID job = bench.job("k", DayWindow.inclusive(today.minusDays(3), today.plusDays(1)));

    bench.run(job);

    assertEquals(
        today,
        bench
            .store
            .connections
            .row(bench.connectionId)
            .connection()
            .syncedThrough()
            .get(Entity.CAMPAIGN_METRICS));
  }
}
