package com.campaignsync.domain.sync;

import static com.campaignsync.domain.sync.Bench.DAY;
import static com.campaignsync.domain.sync.Bench.MOVED;
import static com.campaignsync.domain.sync.Bench.MOVED_AGAIN;
import static com.campaignsync.domain.sync.Bench.WINDOW;
import static com.campaignsync.domain.sync.Bench.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.source.ScriptedTable.Kind;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which rows go because the source has them no more. */
class DeleteTest {

  @Test
  void aLossThatNoDaysGuardSees_isWarnedOf() {
    Bench small = new Bench();
    small.fillSource();
    WINDOW.stream()
        .forEach(
            day ->
                small.source.put(day, MOVED, record(day, "1"), record(day, "2"), record(day, "3")));
    small.run(small.job("first"));
    small.store.clock.advance(Duration.ofMinutes(1));
    WINDOW.stream().forEach(day -> small.source.put(day, MOVED_AGAIN, record(day, "1")));

    UUID job = small.job("resync", JobType.FULL_SYNC, false);
    RunOutcome outcome = small.run(job);

    assertEquals("MANY_ROWS_DELETED", outcome.code());
    assertEquals(
        "the job is completed; it deleted 12 of the 18 rows stored of its days, because the source"
            + " has them no more: see metric_changes",
        outcome.message());
    assertEquals(18L, small.row(job).notes().get("rows_stored_before_deletes"));
  }

  @Test
  void aSyncOfSomeCampaigns_readsAndWritesThoseAlone_andLeavesTheDaysToTheNext() {
    UUID a = new UUID(0, 1);
    Bench some = new Bench();
    WINDOW.stream()
        .forEach(day -> some.source.put(day, MOVED, record(day, a.toString()), record(day, "b")));
    NewJob all = some.wanted("some", WINDOW);
    NewJob wanted =
        new NewJob(
            all.connectionId(),
            all.tenantId(),
            all.entity(),
            all.type(),
            all.window(),
            false,
            null,
            all.trigger(),
            all.userId(),
            all.idempotencyKey(),
            Set.of(a));
    UUID job = Objects.requireNonNull(some.store.jobs.request(wanted).block()).id();

    some.run(job);

    assertEquals(6, some.rowsStored());
    assertEquals(Map.of(), some.watermarks());
    assertEquals(1, some.row(job).notes().get("campaigns"));
    assertEquals(Set.of(a.toString()), some.source.reads().get(0).campaignIds());
    some.store.clock.advance(Duration.ofMinutes(1));
    some.run(some.job("rest"));
    assertEquals(12, some.rowsStored());
  }

  @Test
  void aFewDeletes_areNothingToWarnOf() {
    Bench small = new Bench();
    small.fillSource();
    small.run(small.job("first"));
    small.store.clock.advance(Duration.ofMinutes(1));
    WINDOW.stream().limit(5).forEach(day -> small.source.put(day, MOVED_AGAIN));

    assertEquals(null, small.run(small.job("resync", JobType.FULL_SYNC, false)).code());
    assertEquals(2, small.rowsStored());
  }

  private final Bench bench = new Bench();

  @ParameterizedTest
  @EnumSource(
      value = JobType.class,
      names = {"FULL_SYNC", "RECONCILE"})
  void aRowThatIsGoneAtTheSource_isDeletedAndLogged(JobType type) {
    bench.fillSource();
    bench.run(bench.job("first"));
    bench.source.put(DAY, MOVED_AGAIN, record(DAY, "1"));

    UUID job = run(type, false);

    assertEquals(11, bench.rowsStored());
    assertEquals(1, bench.row(job).counts().deleted());
    assertNull(bench.store.metrics.changes(bench.connectionId).get(0).after());
  }

  @ParameterizedTest
  @EnumSource(
      value = JobType.class,
      names = {"INCREMENTAL_SYNC", "BACKFILL"})
  void otherJobs_deleteNothing(JobType type) {
    bench.fillSource();
    bench.run(bench.job("first"));
    bench.source.put(DAY, MOVED_AGAIN, record(DAY, "1"));

    run(type, true);

    assertEquals(12, bench.rowsStored());
  }

  @Test
  void aPartitionThatExpired_provesNothing() {
    bench.fillSource();
    bench.run(bench.job("first"));
    bench.source.table().drop(DAY);
    bench.source.table().expireAfter(Duration.ofDays(14));

    run(JobType.FULL_SYNC, true);

    assertEquals(12, bench.rowsStored());
  }

  @Test
  void aYoungPartitionThatIsMissing_wasDropped_andItsRowsGo() {
    bench.fillSource();
    bench.run(bench.job("first"));
    bench.source.table().drop(WINDOW.lastDay());
    bench.source.table().expireAfter(Duration.ofDays(14));

    run(JobType.FULL_SYNC, false);

    assertEquals(10, bench.rowsStored());
  }

  @Test
  void aPartitionThatIsMissingFromATableThatKeepsAll_wasDropped_andItsRowsGo() {
    bench.fillSource();
    bench.run(bench.job("first"));
    bench.source.table().drop(DAY);

    run(JobType.FULL_SYNC, false);

    assertEquals(10, bench.rowsStored());
  }

  @Test
  void anEmptyDayOfAView_provesNothing_butADayWithRowsDoes() {
    bench.fillSource();
    bench.source.becomeView();
    bench.run(bench.job("first"));
    bench.source.put(DAY, MOVED);
    bench.source.put(DAY.plusDays(1), MOVED, record(DAY.plusDays(1), "1"));

    run(JobType.FULL_SYNC, true);

    assertEquals(11, bench.rowsStored());
  }

  @Test
  void anEmptyDayOfAnUnpartitionedTable_isEmptyForSure() {
    bench.fillSource();
    bench.source.table().become(Kind.UNPARTITIONED);
    bench.run(bench.job("first"));
    bench.source.put(DAY, MOVED_AGAIN);

    run(JobType.FULL_SYNC, false);

    assertEquals(10, bench.rowsStored());
  }

  @Test
  void theGuardStops_whatLooksLikeAnAccident_andTheJobSaysWhere() {
    bench.source.put(DAY, MOVED, rows(20));
    bench.run(bench.job("first"));
    bench.source.put(DAY, MOVED_AGAIN, rows(9));

    UUID job = run(JobType.FULL_SYNC, false);

    assertEquals(20, bench.rowsStored());
    assertEquals(0, bench.row(job).counts().deleted());
    assertEquals(Set.of(DAY), bench.row(job).counts().guardedDays());
    assertEquals(JobStatus.PARTIAL, bench.row(job).status());
  }

  @Test
  void theGuardLetsGo_tenRowsOfAnyDay_andWhatAPersonForces() {
    bench.source.put(DAY, MOVED, rows(20));
    bench.run(bench.job("first"));
    bench.source.put(DAY, MOVED_AGAIN, rows(10));
    run(JobType.FULL_SYNC, false);
    assertEquals(10, bench.rowsStored());

    bench.source.put(DAY, MOVED_AGAIN, rows(20));
    run(JobType.FULL_SYNC, false);
    bench.source.put(DAY, MOVED_AGAIN);
    UUID forced = run(JobType.FULL_SYNC, true);

    assertEquals(0, bench.rowsStored());
    assertEquals(20, bench.row(forced).counts().deleted());
    assertTrue(bench.row(forced).counts().guardedDays().isEmpty());
  }

  @Test
  void aRowThatCannotBeReadAnyMore_isStillThere_andStays() {
    bench.source.put(DAY, MOVED, record(DAY, "bad"), record(DAY, "1"));
    bench.run(bench.job("first"));
    bench.source.put(DAY, MOVED_AGAIN, Bench.reject(DAY), record(DAY, "1"));

    UUID job = run(JobType.FULL_SYNC, false);

    assertEquals(2, bench.rowsStored());
    assertEquals(JobStatus.PARTIAL, bench.row(job).status());
  }

  private int jobs;

  private UUID run(JobType type, boolean forced) {
    bench.store.clock.advance(Duration.ofSeconds(1));
    UUID job = bench.job("job" + jobs++, type, forced);
    bench.run(job);
    return job;
  }

  private static SourceRecord[] rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> record(DAY, "c" + i))
        .toArray(SourceRecord[]::new);
  }
}
