package com.campaignsync.domain.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import reactor.core.publisher.Flux;

/** What every {@link JobStore}, {@link JobRequests} and {@link JobPlans} does. */
public abstract class JobStoreContract extends ContractFixture {

  private static final JobFailure LATER = new JobFailure("SOURCE_UNAVAILABLE", "later", true);
  private static final JobFailure NEVER = new JobFailure("SOURCE_COLUMN_MISSING", "mend it", false);
  private static final Duration QUIET = Duration.ofMinutes(2);

  /** Longer than any first back-off, with its jitter. */
  private static final Duration BACK_OFF_MAX = Duration.ofMinutes(15);

  @Test
  void aJobThatNobodyAskedFor_isNotFound() {
    assertNull(ask(store().jobs().find(UUID.randomUUID())));
  }

  @Test
  void aStartedJob_isRunning_andKnowsItsWindow() {
    AdConnection connection = added();
    Started run = started(connection, lastWeek());

    assertEquals(JobStatus.RUNNING, statusOf(run.job()));
    assertEquals(lastWeek(), get(store().jobs().find(run.job().id())).window());
  }

  @Test
  void aJobThatIsOver_isNotStartedAgain() {
    Started run = started(added(), lastWeek());
    get(store().jobs().succeed(run.job().id(), run.lease(), false, Map.of()));

    assertFalse(get(store().jobs().start(run.job().id(), run.lease(), lastWeek())));
  }

  @Test
  void aParkedJob_isNotStartedBeforeItsNextAttempt() {
    Started run = started(added(), lastWeek());
    assertEquals(JobStatus.RETRYING, get(store().jobs().fail(run.job().id(), run.lease(), LATER)));

    assertFalse(get(store().jobs().start(run.job().id(), run.lease(), lastWeek())));
    store().pass(BACK_OFF_MAX);
    assertTrue(get(store().jobs().start(run.job().id(), run.lease(), lastWeek())));
  }

  @Test
  void aTransientFailure_isParked_asOftenAsRetriesAreLeft() {
    Started run = started(added(), lastWeek());
    for (int retry = 1; retry <= run.job().maxRetries(); retry++) {
      assertEquals(
          JobStatus.RETRYING, get(store().jobs().fail(run.job().id(), run.lease(), LATER)));
      assertEquals(retry, get(store().jobs().find(run.job().id())).retryCount());
    }

    assertEquals(JobStatus.FAILED, get(store().jobs().fail(run.job().id(), run.lease(), LATER)));
  }

  @Test
  void aPermanentFailure_endsTheJob_andALaterOneChangesNothing() {
    Started run = started(added(), lastWeek());

    assertEquals(JobStatus.FAILED, get(store().jobs().fail(run.job().id(), run.lease(), NEVER)));
    assertEquals(JobStatus.FAILED, get(store().jobs().fail(run.job().id(), run.lease(), LATER)));
    assertEquals(0, get(store().jobs().find(run.job().id())).retryCount());
  }

  @Test
  void aJobThatIsHandedBack_isPending_andUsesUpNoRetry() {
    AdConnection connection = added();
    Started run = started(connection, lastWeek());

    ask(store().jobs().handBack(run.job().id(), run.lease(), Map.of("gate", "partitions")));

    SyncJob back = get(store().jobs().find(run.job().id()));
    assertEquals(JobStatus.PENDING, back.status());
    assertEquals(0, back.retryCount());
    assertEquals(lastWeek(), back.window());
    assertEquals(List.of(back), all(store().jobs().waiting(connection.id())));
  }

  @Test
  void whoLostTheLease_changesNothing() {
    AdConnection connection = added();
    Started run = started(connection, lastWeek());
    store().pass(TTL.plusSeconds(1));
    leased(connection);
    UUID job = run.job().id();

    refused(() -> ask(store().jobs().start(job, run.lease(), lastWeek())));
    refused(
        () ->
            ask(
                store()
                    .jobs()
                    .recordRead(
                        job, run.lease(), new ReadCost(1, BigDecimal.ONE, false), Map.of())));
    refused(() -> ask(store().jobs().succeed(job, run.lease(), false, Map.of())));
    refused(() -> ask(store().jobs().fail(job, run.lease(), NEVER)));
    refused(() -> ask(store().jobs().handBack(job, run.lease(), Map.of())));
    assertEquals(JobStatus.RUNNING, statusOf(run.job()));
    assertEquals(0, store().bytesBilled(job));
  }

  private static void refused(Executable call) {
    assertEquals(StoreException.Code.FENCED, assertThrows(StoreException.class, call).code());
  }

  @Test
  void aRunThatReadNothing_isSkipped_butNotIfTheJobHasReadBefore() {
    Started idle = started(added(), lastWeek());
    assertEquals(
        JobStatus.SKIPPED,
        get(store().jobs().succeed(idle.job().id(), idle.lease(), true, Map.of())));

    Started resumed = started(added(), lastWeek());
    read(resumed, 10);
    assertEquals(
        JobStatus.COMPLETED,
        get(store().jobs().succeed(resumed.job().id(), resumed.lease(), true, Map.of())));
  }

  @Test
  void costsAddUp_andAreCorrectedWithoutALease() {
    Started one = started(added(), lastWeek());
    Started two = started(added(), lastWeek());
    read(one, 10);
    read(two, 10);
    read(two, 5);
    get(store().jobs().succeed(one.job().id(), one.lease(), false, Map.of()));

    ask(store().jobs().correctCosts(Map.of(one.job().id(), cost(-4), two.job().id(), cost(4))));

    assertEquals(6, store().bytesBilled(one.job().id()));
    assertEquals(19, store().bytesBilled(two.job().id()));
  }

  @Test
  void readsOfAConnection_areCountedSinceAnInstant_oncePerQuery() {
    AdConnection connection = added();
    Started run = started(connection, lastWeek());
    read(run, 10, "one");
    read(run, 10, "two");
    read(run, 10, "two");

    assertEquals(
        2L, get(store().jobs().readsSince(connection.id(), store().now().minusSeconds(3_600))));
    store().pass(Duration.ofHours(2));
    assertEquals(
        0L, get(store().jobs().readsSince(connection.id(), store().now().minusSeconds(3_600))));
    assertEquals(0L, get(store().jobs().readsSince(added().id(), store().now().minusSeconds(60))));
  }

  private void read(Started run, long bytes) {
    read(run, bytes, "query " + UUID.randomUUID());
  }

  private void read(Started run, long bytes, String query) {
    Map<String, Object> notes = Map.of("bigquery_job", query);
    ask(store().jobs().recordRead(run.job().id(), run.lease(), cost(bytes), notes));
  }

  private static ReadCost cost(long bytes) {
    return new ReadCost(bytes, BigDecimal.valueOf(bytes, 9), true);
  }

  @Test
  void progress_reachesTheWindowsEnd_andNeverBeyondToday() {
    AdConnection connection = added();
    succeed(connection, DayWindow.inclusive(today().minusDays(9), today().minusDays(5)));
    assertEquals(today().minusDays(5), through(connection));

    succeed(connection, DayWindow.inclusive(today().minusDays(4), today().plusDays(1)));
    assertEquals(today(), through(connection));
  }

  @Test
  void progress_doesNotMoveOverAGap_norBackwards() {
    AdConnection connection = added();
    succeed(connection, DayWindow.inclusive(today().minusDays(9), today().minusDays(5)));

    succeed(connection, DayWindow.inclusive(today().minusDays(3), today()));
    assertEquals(today().minusDays(5), through(connection));
    succeed(connection, DayWindow.inclusive(today().minusDays(20), today().minusDays(8)));
    assertEquals(today().minusDays(5), through(connection));
  }

  @Test
  void progress_movesOverDaysThatAreNotKept() {
    AdConnection connection = added();
    succeed(connection, DayWindow.inclusive(today().minusDays(9), today().minusDays(5)));

    LocalDate kept = today().minusDays(2);
    succeed(
        connection,
        DayWindow.inclusive(kept, today()),
        Map.of(JobStore.RETAINED_FROM, kept.toString()));
    assertEquals(today(), through(connection));
  }

  private void succeed(AdConnection connection, DayWindow window) {
    succeed(connection, window, Map.of());
  }

  private void succeed(AdConnection connection, DayWindow window, Map<String, Object> notes) {
    Started run = started(connection, window);
    get(store().jobs().succeed(run.job().id(), run.lease(), false, notes));
    ask(store().leases().release(run.lease()));
  }

  private LocalDate through(AdConnection connection) {
    return get(store().connections().find(connection.id()))
        .syncedThrough()
        .get(Entity.CAMPAIGN_METRICS);
  }

  @Test
  void incrementalSyncsWaitBeforeLongerWork_oldestFirst() {
    AdConnection connection = added();
    SyncJob resync = planned(connection, JobType.FULL_SYNC);
    store().pass(Duration.ofSeconds(1));
    SyncJob first = planned(connection, JobType.INCREMENTAL_SYNC);
    store().pass(Duration.ofSeconds(1));
    SyncJob second = planned(connection, JobType.INCREMENTAL_SYNC);

    assertEquals(List.of(first, second, resync), all(store().jobs().waiting(connection.id())));
  }

  @Test
  void aParkedJob_waitsAndIsStranded_onlyOnceItsNextAttemptHasCome() {
    AdConnection connection = added();
    Started run = started(connection, lastWeek());
    get(store().jobs().fail(run.job().id(), run.lease(), LATER));

    assertEquals(List.of(), all(store().jobs().waiting(connection.id())));
    assertFalse(isStranded(run.job()));
    store().pass(BACK_OFF_MAX);
    assertEquals(1, all(store().jobs().waiting(connection.id())).size());
    assertTrue(isStranded(run.job()));
  }

  @Test
  void aPendingJob_isStrandedOnceItHasLainForAWhile() {
    SyncJob job = planned(added(), JobType.INCREMENTAL_SYNC);

    assertFalse(isStranded(job));
    store().pass(QUIET.plusSeconds(1));
    assertTrue(isStranded(job));
  }

  @Test
  void aRunningJob_isStrandedWithoutAHeartbeat_onceItsLeaseExpired() {
    Started run = started(added(), lastWeek());
    store().pass(TTL.minusSeconds(5));
    get(store().leases().renew(run.lease(), Duration.ofMinutes(5)));
    ask(store().jobs().heartbeat(run.job().id(), 7));
    store().pass(QUIET.plusSeconds(1));
    assertFalse(isStranded(run.job()), "its lease is held");

    store().pass(Duration.ofMinutes(5));
    assertTrue(isStranded(run.job()));
  }

  private boolean isStranded(SyncJob job) {
    return all(store().jobs().stranded(QUIET, 10_000)).stream()
        .anyMatch(stray -> stray.id().equals(job.id()));
  }

  @Test
  void aRequest_isOneJobPerKey_andRefusedWhileAnotherIsUnderWay() {
    AdConnection connection = added();
    NewJob wanted = wanted(connection, JobType.INCREMENTAL_SYNC, lastWeek());
    SyncJob job = get(store().requests().request(wanted));

    assertEquals(job.id(), get(store().requests().request(wanted)).id());
    NewJob other = wanted(connection, JobType.INCREMENTAL_SYNC, lastWeek());
    assertEquals(
        job.id(),
        assertThrows(
                JobRequests.SyncAlreadyRunning.class, () -> get(store().requests().request(other)))
            .jobId());
  }

  @Test
  void aRequestForCampaigns_meansTheAssetsToo_unlessTheyAreUnderWay() {
    AdConnection both =
        connection(
            SyncFrequency.MANUAL,
            Map.of(
                Entity.CAMPAIGN_METRICS,
                mapping("campaign_metrics"),
                Entity.ASSET_METRICS,
                mapping("asset_metrics")));
    store().add(both, null);
    SyncJob first = get(store().requests().request(wanted(both, JobType.FULL_SYNC, null)));

    assertEquals(
        Set.of(Entity.CAMPAIGN_METRICS, Entity.ASSET_METRICS),
        entities(store().plans().open(both.id(), JobType.FULL_SYNC)));
    Lease lease = leased(both);
    get(store().jobs().fail(first.id(), lease, NEVER));
    get(store().requests().request(wanted(both, JobType.BACKFILL, lastWeek())));
    assertEquals(
        Set.of(Entity.CAMPAIGN_METRICS),
        entities(store().plans().open(both.id(), JobType.BACKFILL)));
  }

  private static Set<Entity> entities(Flux<SyncJob> jobs) {
    return all(jobs).stream().map(SyncJob::entity).collect(Collectors.toSet());
  }

  @Test
  void plannedJobs_waitBesideOthers_onceForEachKey() {
    AdConnection connection = added();
    planned(connection, JobType.INCREMENTAL_SYNC);
    NewJob resync = wanted(connection, JobType.FULL_SYNC, null);
    SyncJob job = all(store().plans().plan(null, List.of(resync))).get(0);

    assertEquals(job.id(), all(store().plans().plan(null, List.of(resync))).get(0).id());
    assertEquals(List.of(job), all(store().plans().open(connection.id(), JobType.FULL_SYNC)));
    assertEquals(List.of(), all(store().plans().open(connection.id(), JobType.BACKFILL)));
  }

  @Test
  void aSyncAskedForNow_bringsAParkedOneForward_andAnswersIt() {
    AdConnection connection = added();
    Started run = started(connection, lastWeek());
    get(store().jobs().fail(run.job().id(), run.lease(), LATER));
    assertFalse(get(store().jobs().start(run.job().id(), run.lease(), lastWeek())));

    SyncJob answered =
        get(store().requests().request(wanted(connection, JobType.INCREMENTAL_SYNC, null)));

    assertEquals(run.job().id(), answered.id());
    assertEquals(JobStatus.RETRYING, answered.status());
    assertTrue(get(store().jobs().start(run.job().id(), run.lease(), lastWeek())));
  }

  @Test
  void aSyncOfDaysOfItsOwn_bringsNoOtherForward() {
    AdConnection connection = added();
    Started run = started(connection, lastWeek());
    get(store().jobs().fail(run.job().id(), run.lease(), LATER));
    NewJob ofDays = wanted(connection, JobType.INCREMENTAL_SYNC, lastWeek());

    assertThrows(
        JobRequests.SyncAlreadyRunning.class, () -> get(store().requests().request(ofDays)));
    assertFalse(get(store().jobs().start(run.job().id(), run.lease(), lastWeek())));
  }
}
