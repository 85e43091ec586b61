package com.campaignsync.domain.sync;

import static com.campaignsync.domain.sync.Bench.DAY;
import static com.campaignsync.domain.sync.Bench.MOVED;
import static com.campaignsync.domain.sync.Bench.MOVED_AGAIN;
import static com.campaignsync.domain.sync.Bench.WINDOW;
import static com.campaignsync.domain.sync.Bench.record;
import static com.campaignsync.domain.sync.Bench.reject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.ScriptedSource;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.UndatedRows;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.Reconciliation;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.domain.store.StoredRow;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proofs that source and store agree, and what is done where they do not. */
class ReconcileTest {

  private final Bench bench = new Bench();

  @BeforeEach
  void bothSidesAgree() {
    bench.fillSource();
    bench.run(bench.job("first"));
    bench.store.clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void sidesThatAgree_areProvenEqual_withoutARead() {
    UUID job = reconcile("k");

    assertEquals(Map.of(Verdict.EQUAL, 6L), verdicts(job));
    assertEquals(1, bench.source.reads().size());
    assertEquals(1, bench.source.comparisons().size());
    assertEquals(JobStatus.COMPLETED, bench.row(job).status());
    assertEquals(6L, bench.row(job).notes().get("days_equal"));
    assertEquals(ScriptedSource.BYTES_BILLED, bench.row(job).bytesBilled());
  }

  @Test
  void aRowThatTheSourceChangedUnnoticed_isHealed_andOnlyItsDayIsRead() {
    // Its partition's time stands still: no gate would ever see it.
    bench.source.put(DAY, MOVED, record(DAY, "1"), record(DAY, "2", "7.77"));

    UUID job = reconcile("k");

    assertEquals(Verdict.HEALED, verdict(job, DAY));
    assertEquals(Map.of(Verdict.HEALED, 1L, Verdict.EQUAL, 5L), verdicts(job));
    assertEquals(List.of(DayWindow.inclusive(DAY, DAY)), bench.source.daysRead().get(1));
    assertEquals(1, bench.row(job).counts().updated());
    assertEquals(2 * ScriptedSource.BYTES_BILLED, bench.row(job).bytesBilled());
    assertEquals(Map.of(Verdict.EQUAL, 6L), verdicts(reconcile("proof")));
  }

  @Test
  void aRowDeletedAtTheSource_goes() {
    bench.source.put(DAY, MOVED, record(DAY, "1"));

    UUID job = reconcile("k");

    assertEquals(Verdict.HEALED, verdict(job, DAY));
    assertEquals(11, bench.rowsStored());
    assertEquals(2, found(job, DAY).store().rows());
    assertEquals(1, found(job, DAY).source().rows());
  }

  @Test
  void aWholeDayThatTheStoreMisses_isRead() {
    LocalDate missing = WINDOW.endDay();
    bench.source.put(missing, MOVED, record(missing, "1"));
    UUID job =
        bench.plan(
            bench.connection,
            Entity.CAMPAIGN_METRICS,
            "k",
            JobType.RECONCILE,
            false,
            DayWindow.inclusive(DAY, missing));

    bench.run(job);

    assertEquals(Verdict.HEALED, verdict(job, missing));
    assertEquals(13, bench.rowsStored());
  }

  @Test
  void whatTheGuardKeeps_isSaidToBeGuarded() {
    bench.source.put(DAY, MOVED_AGAIN, rows(20));
    bench.run(bench.job("many"));
    bench.store.clock.advance(Duration.ofMinutes(1));
    bench.source.put(DAY, MOVED_AGAIN, record(DAY, "c0"));

    UUID job = reconcile("k");

    assertEquals(Verdict.GUARDED, verdict(job, DAY));
    assertEquals(Set.of(DAY), bench.row(job).counts().guardedDays());
    assertEquals(1L, bench.row(job).notes().get("days_guarded"));
  }

  @Test
  void anExpiredPartition_keepsItsRows_andNobodySaysItWasHealed() {
    bench.source.table().drop(DAY);
    bench.source.table().expireAfter(Duration.ofDays(14));

    UUID job = reconcile("k");

    assertEquals(Verdict.UNPROVEN, verdict(job, DAY));
    assertEquals(12, bench.rowsStored());
    assertEquals(List.of(DAY.toString()), bench.row(job).notes().get("unproven_days"));
    assertEquals(null, bench.row(job).notes().get("days_guarded"));
  }

  @Test
  void aDayWithRowsThatCannotBeRead_isRejected_thoughTheRestIsEqual() {
    bench.source.put(DAY, MOVED, record(DAY, "1"), record(DAY, "2"), reject(DAY));

    UUID job = reconcile("k");

    assertEquals(Map.of(Verdict.REJECTED, 1L, Verdict.EQUAL, 5L), verdicts(job));
    assertEquals(3, found(job, DAY).source().keys());
    assertEquals(2, found(job, DAY).store().rows());
    assertEquals(1L, bench.row(job).notes().get("days_rejected"));
    assertEquals(JobStatus.PARTIAL, bench.row(job).status());
    assertEquals(1, bench.store.metrics.rejects(bench.connectionId).size());
    assertEquals(Map.of(Verdict.REJECTED, 1L, Verdict.EQUAL, 5L), verdicts(reconcile("again")));
    assertEquals(1, bench.store.metrics.rejects(bench.connectionId).size());
  }

  @Test
  void aRejectedRowMendedAtTheSource_isHealed() {
    bench.source.put(DAY, MOVED, record(DAY, "1"), reject(DAY));
    reconcile("bad");
    bench.source.put(DAY, MOVED, record(DAY, "1"), record(DAY, "2"));

    assertEquals(Verdict.HEALED, verdict(reconcile("mended"), DAY));
    assertEquals(Map.of(Verdict.EQUAL, 6L), verdicts(reconcile("proof")));
  }

  @Test
  void anotherCurrencyThanWasStored_isMended_andOnlyThenSaidToBeHealed() {
    bench.store.metrics.tamper(
        bench.connectionId,
        Entity.CAMPAIGN_METRICS,
        row ->
            row.metrics().day().equals(DAY) && row.metrics().campaignId().equals("2")
                ? new StoredRow(Bench.metrics(DAY, "2", "1.50", "EUR"), null)
                : row);

    UUID job = reconcile("k");

    assertEquals(Map.of(Verdict.HEALED, 1L, Verdict.EQUAL, 5L), verdicts(job));
    assertEquals(1, bench.row(job).counts().updated());
    assertEquals(Map.of(Verdict.EQUAL, 6L), verdicts(reconcile("proof")));
  }

  @Test
  void aDayThatReadingDoesNotMend_differs_andItsJobIsPartial() {
    bench.source.put(DAY, MOVED, record(DAY, "1"), record(DAY, "2", "7.77"));
    bench.store.link.beforeNext(
        "proveSums",
        () ->
            bench.store.metrics.tamper(
                bench.connectionId,
                Entity.CAMPAIGN_METRICS,
                row ->
                    row.metrics().day().equals(DAY)
                        ? new StoredRow(
                            Bench.metrics(DAY, row.metrics().campaignId(), "6.66", "USD"), null)
                        : row));

    UUID job = reconcile("k");

    assertEquals(Verdict.DIFFERS, verdict(job, DAY));
    assertEquals(JobStatus.PARTIAL, bench.row(job).status());
    assertEquals(1L, bench.row(job).notes().get("days_differs"));
  }

  @Test
  void aSourceThatMovesBetweenComparisonAndReading_isHealedToWhatWasRead() {
    bench.source.put(DAY, MOVED, record(DAY, "1"), record(DAY, "2", "7.77"));
    bench.source.afterDigests(
        () -> bench.source.put(DAY, MOVED, record(DAY, "1"), record(DAY, "2", "8.88")));

    assertEquals(Verdict.HEALED, verdict(reconcile("k"), DAY));
  }

  @Test
  void aWrongFirstCurrency_isChangedByAForcedResync_inOneCommitWithTheEmptiedDays() {
    WINDOW.stream()
        .forEach(
            day ->
                bench.source.put(
                    day,
                    MOVED_AGAIN,
                    new SourceRecord.Accepted(Bench.metrics(day, "1", "1.50", "EUR"))));
    bench.source.put(DAY, MOVED_AGAIN);
    UUID usual = bench.job("usual", JobType.FULL_SYNC, false);
    bench.run(usual);
    assertEquals(5, bench.row(usual).counts().rejected());
    int before = bench.store.metrics.loads().size();

    UUID forced = bench.job("forced", JobType.FULL_SYNC, true);
    bench.run(forced);

    assertEquals(JobStatus.COMPLETED, bench.row(forced).status());
    assertEquals(before + 1, bench.store.metrics.loads().size());
    assertEquals(
        List.of("EUR"),
        bench.store.metrics.rows(bench.connectionId).stream()
            .map(MetricRow::currency)
            .distinct()
            .toList());
    assertEquals(5, bench.rowsStored());
    assertEquals(Map.of(Verdict.EQUAL, 6L), verdicts(reconcile("proof")));
  }

  @Test
  void rowsWithoutADay_areCountedByAFullResync_andSettledWhenGone() {
    bench.source.table().putUndated(ScriptedSource.ACME, new UndatedRows(3, List.of("{}")));
    UUID first = bench.job("f", JobType.FULL_SYNC, false);
    bench.run(first);
    assertEquals(3L, bench.row(first).notes().get("rows_without_date"));
    assertEquals(JobStatus.PARTIAL, bench.row(first).status());
    assertEquals(2 * ScriptedSource.BYTES_BILLED, bench.row(first).bytesBilled());

    bench.source.table().putUndated(ScriptedSource.ACME, UndatedRows.NONE);
    UUID second = bench.job("g", JobType.FULL_SYNC, false);
    bench.run(second);
    assertEquals(JobStatus.COMPLETED, bench.row(second).status());
    assertEquals(
        UndatedRows.NONE, bench.store.metrics.undated(bench.connectionId, Entity.CAMPAIGN_METRICS));
  }

  @Test
  void rowsWithoutADay_costNothingWhereTheMetadataRuleThemOut() {
    UUID job = bench.job("f", JobType.FULL_SYNC, false);
    bench.run(job);
    assertEquals(ScriptedSource.BYTES_BILLED, bench.row(job).bytesBilled());
  }

  @Test
  void aViewsEmptiedDay_isUnproven_andAForcedResyncSaysSo() {
    bench.source.becomeView();
    bench.source.put(DAY, MOVED_AGAIN);
    UUID forced = bench.job("f", JobType.FULL_SYNC, true);
    bench.run(forced);

    assertEquals(12, bench.rowsStored());
    assertEquals(List.of(DAY.toString()), bench.row(forced).notes().get("unproven_days"));
    assertEquals(JobStatus.COMPLETED, bench.row(forced).status());
    assertEquals(Verdict.UNPROVEN, verdict(reconcile("k"), DAY));
  }

  @Test
  void aViewsDayWithRows_provesWhatItLacks() {
    bench.source.becomeView();
    bench.source.put(DAY, MOVED_AGAIN, record(DAY, "1"));

    assertEquals(Verdict.HEALED, verdict(reconcile("k"), DAY));
    assertEquals(11, bench.rowsStored());
  }

  @Test
  void whatCannotBeStored_isSaidToBeRejected() {
    bench.source.put(
        DAY,
        MOVED_AGAIN,
        record(DAY, "1"),
        new SourceRecord.Accepted(Bench.metrics(DAY, "2", "1.50", "EUR")));

    UUID job = reconcile("k");

    assertEquals(Verdict.REJECTED, verdict(job, DAY));
    assertEquals(JobStatus.PARTIAL, bench.row(job).status());
  }

  @Test
  void aCrashAfterHealing_keepsTheVerdictsWhenItIsRunAgain() {
    bench.source.put(DAY, MOVED, record(DAY, "1"), record(DAY, "2", "7.77"));
    UUID job = bench.job("k", JobType.RECONCILE, false);
    bench.store.link.cutAfter("load", 1);
    bench.run(job);
    bench.store.link.restore();
    assertEquals(Map.of(), verdicts(job));
    bench.store.clock.advance(Bench.SETTINGS.leaseTimeToLive());

    assertEquals(Kind.SUCCEEDED, bench.run(job).kind());

    assertEquals(Map.of(Verdict.HEALED, 1L, Verdict.EQUAL, 5L), verdicts(job));
  }

  @Test
  void aDayThatReadingDoesNotHeal_isNotReadByEveryContinuation() {
    bench.source.put(DAY, MOVED_AGAIN, rows(20));
    bench.run(bench.job("many"));
    bench.store.clock.advance(Duration.ofMinutes(1));
    bench.source.put(DAY, MOVED_AGAIN, record(DAY, "c0"));
    LocalDate other = DAY.plusDays(2);
    bench.source.put(other, MOVED_AGAIN, record(other, "1", "8.88"), record(other, "2"));
    UUID job = bench.job("k", JobType.RECONCILE, false);
    RunSync hasty = bench.engine(Bench.SETTINGS.withWorkTime(Duration.ofMillis(1)));
    int runs = 0;
    while (bench.row(job).status() == JobStatus.PENDING) {
      assertTrue(runs++ < 10, "it never ends");
      bench.store.link.beforeNext("load", () -> bench.store.clock.advance(Duration.ofSeconds(1)));
      Bench.run(hasty, List.of(job));
    }

    assertEquals(Verdict.GUARDED, verdict(job, DAY));
    assertEquals(Verdict.HEALED, verdict(job, other));
    assertEquals(6, bench.store.reconciliations.of(job).size());
  }

  @Test
  void manyConnections_areComparedByOneQuery_andShareItsBill() {
    AdConnection blue = bench.addTenant("blue");
    bench.fillSource(blue);
    UUID first = bench.job("k", JobType.RECONCILE, false);
    UUID second = bench.plan(blue, Entity.CAMPAIGN_METRICS, "b", JobType.RECONCILE, false, WINDOW);

    bench.run(List.of(first, second));

    assertEquals(1, bench.source.comparisons().size());
    assertEquals(Map.of(Verdict.EQUAL, 6L), verdicts(first));
    assertEquals(Map.of(Verdict.HEALED, 6L), verdicts(second));
    assertEquals(12, bench.rowsStored(blue));
    assertEquals(ScriptedSource.BYTES_BILLED / 2, bench.row(first).bytesBilled());
  }

  private UUID reconcile(String key) {
    UUID job = bench.job(key, JobType.RECONCILE, false);
    bench.run(job);
    return job;
  }

  private Map<Verdict, Long> verdicts(UUID job) {
    return bench.store.reconciliations.of(job).values().stream()
        .collect(Collectors.groupingBy(Reconciliation::verdict, Collectors.counting()));
  }

  private Verdict verdict(UUID job, LocalDate day) {
    return found(job, day).verdict();
  }

  private Reconciliation found(UUID job, LocalDate day) {
    return bench.store.reconciliations.of(job).get(day);
  }

  private static SourceRecord[] rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> record(DAY, "c" + i))
        .toArray(SourceRecord[]::new);
  }
}
