package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.Retention;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What cleanup drops, no run brings back: today is 2026-03-14, the first day kept 2025-12-01. */
class RetainedDaysTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 14);
  private static final LocalDate FIRST = LocalDate.of(2025, 12, 1);
  private static final DayWindow ALL_KEPT = DayWindow.inclusive(FIRST, TODAY);

  private final Bench bench = new Bench();
  private final RunSync ninetyDays =
      bench.engine(Bench.SETTINGS.withRetention(Retention.ofDays(90)));

  @Test
  void anIncrementalSync_looksNoFurtherBackThanTheFirstDayKept_whateverTheLookback() {
    assertEquals(ALL_KEPT, windowOf(Connections.of("America/Los_Angeles", 365, TODAY)));
    assertEquals(ALL_KEPT, windowOf(Connections.of("America/Los_Angeles", 365, null)));
    assertEquals(
        ALL_KEPT, windowOf(Connections.of("America/Los_Angeles", 7, TODAY.minusDays(446))));
  }

  @Test
  void anIncrementalSyncOfKeptDays_isNotTouched() {
    UUID job = scheduled(Connections.of("America/Los_Angeles", 7, TODAY));

    assertEquals(DayWindow.inclusive(TODAY.minusDays(7), TODAY), bench.row(job).window());
    assertNull(bench.row(job).notes().get(JobStore.RETAINED_FROM));
  }

  @Test
  void withoutRetention_aLongGapIsCaughtUpInFull() {
    AdConnection behind = Connections.of("America/Los_Angeles", 7, TODAY.minusDays(446));
    bench.store.connections.add(behind, null);
    UUID job =
        bench.plan(behind, Entity.CAMPAIGN_METRICS, "k", JobType.INCREMENTAL_SYNC, false, null);

    bench.run(job);

    assertEquals(DayWindow.inclusive(TODAY.minusDays(446), TODAY), bench.row(job).window());
  }

  /** Else every later sync would reach back to the day before the gap. */
  @Test
  void aClippedSync_movesProgress_forWhatItLeavesOutIsNotKept() {
    UUID job = scheduled(Connections.of("America/Los_Angeles", 7, TODAY.minusDays(446)));

    assertEquals(FIRST.toString(), bench.row(job).notes().get(JobStore.RETAINED_FROM));
    assertEquals(
        TODAY,
        bench
            .store
            .connections
            .row(bench.connectionId)
            .connection()
            .syncedThrough()
            .get(Entity.CAMPAIGN_METRICS));
  }

  @Test
  void aJobThatWasQueuedWithOlderDays_isClippedWhenItRuns() {
    for (JobType type : JobType.values()) {
      UUID job = planned(type, DayWindow.inclusive(FIRST.minusDays(31), FIRST.plusDays(2)));

      assertEquals(Kind.SUCCEEDED, run(job).kind(), type.wireName());
      assertEquals(DayWindow.inclusive(FIRST, FIRST.plusDays(2)), bench.row(job).window());
    }
  }

  @Test
  void aJobOfNothingButDroppedDays_failsAndReadsNothing() {
    UUID job =
        planned(JobType.BACKFILL, DayWindow.inclusive(FIRST.minusDays(31), FIRST.minusDays(1)));

    assertEquals("RETENTION", run(job).code());
    assertEquals(JobStatus.FAILED, bench.row(job).status());
    assertEquals(List.of(), bench.source.reads());
  }

  private @Nullable DayWindow windowOf(AdConnection connection) {
    return bench.row(scheduled(connection)).window();
  }

  private UUID scheduled(AdConnection connection) {
    bench.store.connections.add(connection, null);
    UUID job =
        bench.plan(
            connection,
            Entity.CAMPAIGN_METRICS,
            UUID.randomUUID().toString(),
            JobType.INCREMENTAL_SYNC,
            false,
            null);
    run(job);
    return job;
  }

  private UUID planned(JobType type, DayWindow window) {
    return bench.plan(
        bench.connection, Entity.CAMPAIGN_METRICS, type.wireName(), type, false, window);
  }

  private RunOutcome run(UUID job) {
    return Bench.only(Bench.run(ninetyDays, List.of(job)));
  }
}
