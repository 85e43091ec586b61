package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.Retention;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.PlanRefused.Reason;
import com.campaignsync.domain.sync.SyncMessage.Backfill;
import com.campaignsync.domain.sync.SyncMessage.FullResync;
import com.campaignsync.domain.sync.SyncMessage.Plan;
import com.campaignsync.domain.sync.SyncMessage.Reconcile;
import com.campaignsync.domain.sync.SyncMessage.ReplayRejects;
import com.campaignsync.domain.sync.SyncMessage.Scope;
import com.campaignsync.domain.tenant.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanMaintenanceTest {

  private static final TenantId STRANGER = new TenantId("nobody");

  private final Bench bench = new Bench();
  private final RejectedDays rejects = new RejectedDays();

  private PlanMaintenance keeping(int retentionDays) {
    return new PlanMaintenance(
        bench.store.connections,
        bench.store.jobs,
        rejects,
        bench.publisher,
        bench.store.clock,
        Retention.ofDays(retentionDays));
  }

  private List<SyncJob> plan(Plan wanted) {
    return plan(wanted, 0);
  }

  private List<SyncJob> plan(Plan wanted, int retentionDays) {
    PlanMaintenance.Request request =
        new PlanMaintenance.Request("k", NewJob.Trigger.SCHEDULER, null);
    return Objects.requireNonNull(keeping(retentionDays).plan(wanted, request).block());
  }

  private Reason refusal(Plan wanted) {
    return assertThrows(PlanRefused.class, () -> plan(wanted)).reason();
  }

  private static Plan resync(@Nullable TenantId tenant, @Nullable UUID connection) {
    return new FullResync(new Scope(tenant, connection), null, false);
  }

  @Test
  void aTenantThatIsNotThere_isRefused_notPlannedAsNothing() {
    assertEquals(Reason.TENANT_UNKNOWN, refusal(resync(STRANGER, null)));
    assertEquals(Reason.TENANT_UNKNOWN, refusal(resync(STRANGER, bench.connectionId)));
    assertEquals(
        Reason.TENANT_UNKNOWN, refusal(new Reconcile(new Scope(STRANGER, null), Bench.WINDOW)));
  }

  @Test
  void aConnectionThatIsNotThere_orAnothers_isRefused() {
    assertEquals(Reason.CONNECTION_UNKNOWN, refusal(resync(null, new UUID(0, 42))));
    assertEquals(Reason.CONNECTION_UNKNOWN, refusal(resync(Bench.TENANT, new UUID(0, 42))));
  }

  @Test
  void aTenantWhoseConnectionsArePaused_hasNothingToDo() {
    bench.store.connections.row(bench.connectionId).pause(true);

    assertEquals(List.of(), plan(resync(Bench.TENANT, null)));
  }

  @Test
  void aBackfill_isAJobAMonth_overTenYearsEvenWithLeapDays() {
    LocalDate last = LocalDate.of(2026, 3, 14);
    DayWindow tenYears = DayWindow.inclusive(last.minusDays(3_652), last);

    List<SyncJob> jobs = plan(new Backfill(bench.connectionId, tenYears));

    assertEquals(121, jobs.size());
    assertEquals(LocalDate.of(2026, 3, 1), jobs.get(0).window().firstDay());
    assertEquals(tenYears.days(), jobs.stream().mapToLong(job -> job.window().days()).sum());
  }

  @Test
  void aBackfillBeyondTenYears_isRefusedWithItsDays() {
    DayWindow century = DayWindow.inclusive(LocalDate.of(1930, 1, 1), LocalDate.of(2026, 3, 14));
    PlanRefused refused =
        assertThrows(PlanRefused.class, () -> plan(new Backfill(bench.connectionId, century)));

    assertEquals(Reason.WINDOW_TOO_LONG, refused.reason());
    assertEquals(
        "1930-01-01 to 2026-03-14 are 35137 days, want at most 3653; ask for them in parts",
        refused.getMessage());
  }

  @Test
  void aBackfillOfWhatRetentionKeeps_isPlanned_andOfWhatItDropsRefused() {
    LocalDate firstKept = LocalDate.of(2025, 12, 1);

    assertEquals(1, plan(backfill(firstKept), 90).size());
    assertEquals(
        Reason.RETENTION,
        assertThrows(PlanRefused.class, () -> plan(backfill(firstKept.minusDays(1)), 90)).reason());
  }

  /** A source that is wrong about a day to come can take it back: the day is no trap. */
  @Test
  void daysToCome_canBeProvenAsFarAsSomeAreStored_andNoFurther() {
    LocalDate wrong = LocalDate.of(2027, 3, 1);
    bench.source.put(wrong, Bench.MOVED, Bench.record(wrong, "1"));
    bench.run(bench.job("csv", DayWindow.inclusive(wrong, wrong)));
    Scope scope = new Scope(Bench.TENANT, bench.connectionId);

    assertEquals(1, plan(new FullResync(scope, until(wrong), true)).size());
    assertEquals(
        Reason.WINDOW_IN_FUTURE, refusal(new FullResync(scope, until(wrong.plusDays(1)), true)));
    assertEquals(Reason.WINDOW_IN_FUTURE, refusal(new Reconcile(scope, until(wrong.plusDays(1)))));
    assertEquals(Reason.WINDOW_IN_FUTURE, refusal(new Backfill(bench.connectionId, until(wrong))));
  }

  @Test
  void aDayThatTheSourceTakesBack_isDeletedThoughItIsToCome() {
    LocalDate wrong = LocalDate.of(2027, 3, 1);
    bench.source.put(wrong, Bench.MOVED, Bench.record(wrong, "1"));
    bench.run(bench.job("csv", DayWindow.inclusive(wrong, wrong)));
    assertEquals(1, bench.rowsStored());
    bench.source.put(wrong, Bench.MOVED_AGAIN);

    Scope everybody = new Scope(null, null);
    bench.run(plan(new FullResync(everybody, until(wrong), false)).get(0).id());

    assertEquals(0, bench.rowsStored());
  }

  private static DayWindow until(LocalDate last) {
    return DayWindow.inclusive(LocalDate.of(2026, 3, 1), last);
  }

  private Plan backfill(LocalDate day) {
    return new Backfill(bench.connectionId, DayWindow.inclusive(day, day));
  }

  @Test
  void aReplayOfRejects_leavesOutTheDaysThatAreNotKept() {
    LocalDate firstKept = LocalDate.of(2025, 12, 1);
    rejects.replay(firstKept.minusDays(1), firstKept);

    List<SyncJob> jobs = plan(new ReplayRejects(bench.connectionId), 90);

    assertEquals(
        List.of(DayWindow.inclusive(firstKept, firstKept)),
        jobs.stream().map(SyncJob::window).toList());
  }

  @Test
  void aFullResync_isOneJob_andKeepsTheLimitOfOne() {
    DayWindow threeYears =
        DayWindow.inclusive(LocalDate.of(2023, 3, 14), LocalDate.of(2026, 3, 14));

    assertEquals(
        Reason.WINDOW_TOO_LONG,
        refusal(new FullResync(new Scope(Bench.TENANT, null), threeYears, false)));
  }
}
