package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A run's signs of life, in virtual time. */
class HeartbeatTest {

  private final AtomicReference<RunOutcome> outcome = new AtomicReference<>();
  private VirtualTimeScheduler time;
  private Bench bench;
  private UUID job;

  @BeforeEach
  void useVirtualTime() {
    time = VirtualTimeScheduler.getOrSet();
    bench = new Bench();
    bench.fillSource();
    job = bench.job("k");
  }

  @AfterEach
  void useRealTime() {
    VirtualTimeScheduler.reset();
  }

  @Test
  void aLongQuery_keepsItsLease() {
    Sinks.Empty<Void> queryEnds = Sinks.empty();
    bench.source.readLasts(queryEnds.asMono());
    start();

    pass(Duration.ofMinutes(6));

    assertTrue(bench.store.leases.isHeld(bench.connectionId));
    assertEquals(1, bench.store.leases.fence(bench.connectionId));
    queryEnds.tryEmitEmpty();
    assertEquals(Kind.SUCCEEDED, outcome.get().kind());
    assertEquals(12, bench.rowsStored());
  }

  @Test
  void aLongRead_showsItsProgress_beforeAnythingIsCommitted() {
    Sinks.Empty<Void> restArrives = Sinks.empty();
    bench.source.rowsPass(
        rows -> rows.take(1).concatWith(rows.skip(1).delaySubscription(restArrives.asMono())));
    start();
    assertEquals(0, bench.row(job).recordsProcessed());

    pass(Bench.SETTINGS.heartbeat());

    assertEquals(1, bench.row(job).recordsProcessed());
    assertEquals(LoadCounts.NONE, bench.row(job).counts());
    restArrives.tryEmitEmpty();
    assertEquals(12, bench.row(job).recordsProcessed());
  }

  @Test
  void aRunAtWork_isNotStranded_aDeadOneIs() {
    bench.source.readLasts(Mono.never());
    start();

    pass(Dispatch.STRANDED_AFTER.multipliedBy(2));
    assertEquals(List.of(), stranded());

    bench.store.clock.advance(Dispatch.STRANDED_AFTER.plusMillis(1));
    assertEquals(List.of(job), stranded());
  }

  @Test
  void aLostLease_stopsTheTaskOnceTheQueryEnds_andWritesNothing() {
    Sinks.Empty<Void> queryEnds = Sinks.empty();
    bench.source.readLasts(queryEnds.asMono());
    start();
    stealLease();

    time.advanceTimeBy(Bench.SETTINGS.heartbeat());
    queryEnds.tryEmitEmpty();

    assertEquals(Kind.HELD, outcome.get().kind());
    assertEquals("FENCED", outcome.get().code());
    assertEquals(JobStatus.RUNNING, bench.row(job).status());
    assertNull(bench.row(job).errorCode());
    assertEquals(0, bench.rowsStored());
  }

  @Test
  void aZombie_showsNoProgress() {
    bench.source.readLasts(Mono.never());
    start();
    stealLease();
    AtomicBoolean shown = new AtomicBoolean();
    bench.store.link.beforeNext("heartbeat", () -> shown.set(true));

    time.advanceTimeBy(Bench.SETTINGS.heartbeat());

    assertFalse(shown.get(), "the job looked alive though its worker had lost it");
  }

  @Test
  void aBeatThatFails_isSkipped() {
    Sinks.Empty<Void> queryEnds = Sinks.empty();
    bench.source.readLasts(queryEnds.asMono());
    start();
    bench.store.link.cut();
    pass(Bench.SETTINGS.heartbeat().multipliedBy(5));
    bench.store.link.restore();

    pass(Duration.ofMinutes(5));
    queryEnds.tryEmitEmpty();

    assertEquals(Kind.SUCCEEDED, outcome.get().kind());
  }

  @Test
  void noBeatComesAfterTheEnd() {
    start();
    assertEquals(Kind.SUCCEEDED, outcome.get().kind());
    bench.store.link.beforeNext("heartbeat", () -> outcome.set(null));

    pass(Duration.ofMinutes(1));

    assertFalse(outcome.get() == null, "a beat after the end");
  }

  private void start() {
    bench.deliver(job).subscribe(outcome::set);
  }

  /** Both clocks, step by step: the store's and the worker's. */
  private void pass(Duration duration) {
    for (Duration step = Duration.ZERO; step.compareTo(duration) < 0; step = step.plusSeconds(1)) {
      bench.store.clock.advance(Duration.ofSeconds(1));
      time.advanceTimeBy(Duration.ofSeconds(1));
    }
  }

  private List<UUID> stranded() {
    return bench
        .store
        .jobs
        .stranded(Dispatch.STRANDED_AFTER, 10)
        .map(stray -> stray.id())
        .collectList()
        .block();
  }

  private void stealLease() {
    bench.store.clock.advance(Bench.SETTINGS.leaseTimeToLive());
    assertTrue(
        bench
            .store
            .leases
            .acquire(bench.connectionId, "other", Duration.ofSeconds(60))
            .blockOptional()
            .isPresent());
  }
}
