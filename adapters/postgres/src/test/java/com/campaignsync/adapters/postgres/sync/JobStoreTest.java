package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.DAY;
import static com.campaignsync.adapters.postgres.sync.Fixture.V1;
import static com.campaignsync.adapters.postgres.sync.Fixture.await;
import static com.campaignsync.adapters.postgres.sync.Fixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.JobFailure;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.ReadCost;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncJob;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobStoreTest {

  private static final DayWindow WINDOW = new DayWindow(DAY, DAY.plusDays(2));
  private static final JobFailure TRANSIENT = new JobFailure("SOURCE_BUSY", "try later", true);
  private static final JobFailure FINAL = new JobFailure("BAD_MAPPING", "mend it", false);
  private static final String TRACKING =
      "SELECT sync_status, total_syncs_attempted, total_syncs_with_changes, last_sync_error,"
          + " last_sync_completed_at IS NOT NULL FROM connections WHERE id = ?";
  private static final String JOB =
      "SELECT status, records_processed, retry_count, error_code, completed_at IS NOT NULL,"
          + " next_attempt_at IS NOT NULL FROM sync_jobs WHERE connection_id = ? ORDER BY created_at"
          + " LIMIT 1";

  private final Fixture fixture = new Fixture();
  private final PostgresJobStore jobs = new PostgresJobStore(Fixture.DATABASE);

  private Boolean start() {
    return Objects.requireNonNull(await(jobs.start(fixture.jobId, fixture.lease, WINDOW)));
  }

  private JobStatus succeed(boolean skipped) {
    return Objects.requireNonNull(
        await(jobs.succeed(fixture.jobId, fixture.lease, skipped, Map.of())));
  }

  private JobStatus fail(JobFailure failure) {
    return Objects.requireNonNull(await(jobs.fail(fixture.jobId, fixture.lease, failure)));
  }

  @Test
  void start_countsAnAttemptOncePerJob() {
    assertEquals(true, start());
    assertEquals(true, start());
    fail(TRANSIENT);
    assertEquals(true, start());
    assertEquals("syncing|1|0|SOURCE_BUSY: try later|f", fixture.value(TRACKING));
    SyncJob job = Objects.requireNonNull(await(jobs.find(fixture.jobId)));
    assertEquals(WINDOW, job.window());
    assertEquals(JobStatus.RUNNING, job.status());
    assertEquals(1, job.retryCount());
  }

  @Test
  void start_ofAJobThatIsOverChangesNothing() {
    start();
    succeed(true);
    assertEquals(false, start());
    assertEquals("idle|1|0|null|t", fixture.value(TRACKING));
  }

  @Test
  void succeed_withRowsIsCompleted() {
    start();
    fixture.load(V1, row("a", DAY, 1L, "1"), row("b", DAY, 1L, "1"));
    assertEquals(JobStatus.COMPLETED, succeed(false));
    assertEquals("completed|2|0|null|t|f", fixture.value(JOB));
    assertEquals("idle|1|1|null|t", fixture.value(TRACKING));
  }

  @Test
  void succeed_withRejectsIsPartial() {
    start();
    fixture.load(V1, row("a", DAY, 1L, "1"), row("", DAY, 1L, "1"));
    assertEquals(JobStatus.PARTIAL, succeed(false));
    assertEquals("partial|2|0|ROWS_REJECTED|t|f", fixture.value(JOB));
    assertEquals(
        "idle|1|1|ROWS_REJECTED: 1 rows were rejected: 1 NO_CAMPAIGN; sync_rejects has them|t",
        fixture.value(TRACKING));
    assertEquals(
        "{\"NO_CAMPAIGN\": 1}",
        fixture.value("SELECT error_details FROM sync_jobs WHERE connection_id = ?"));
  }

  @Test
  void succeed_twiceCountsOnce() {
    start();
    fixture.load(V1, row("a", DAY, 1L, "1"));
    succeed(false);
    assertEquals(JobStatus.COMPLETED, succeed(true));
    assertEquals("idle|1|1|null|t", fixture.value(TRACKING));
  }

  @Test
  void succeed_leavesTheConnectionQueuedWhileOthersWait() {
    start();
    UUID other = fixture.newJob("pending");
    succeed(true);
    assertEquals("queued|1|0|null|t", fixture.value(TRACKING));
    assertEquals(
        List.of(other),
        jobs.waiting(fixture.connection.id()).map(SyncJob::id).collectList().block());
  }

  @Test
  void fail_retriesUntilNoRetriesAreLeft() {
    for (int i = 0; i < 3; i++) {
      start();
      assertEquals(JobStatus.RETRYING, fail(TRANSIENT));
    }
    assertEquals("retrying|0|3|SOURCE_BUSY|f|t", fixture.value(JOB));
    start();
    assertEquals(JobStatus.FAILED, fail(TRANSIENT));
    assertEquals("failed|0|3|SOURCE_BUSY|t|f", fixture.value(JOB));
    assertEquals("error|1|0|SOURCE_BUSY: try later|f", fixture.value(TRACKING));
  }

  @Test
  void fail_forGoodIsNotRetried() {
    start();
    assertEquals(JobStatus.FAILED, fail(FINAL));
    assertEquals("failed|0|0|BAD_MAPPING|t|f", fixture.value(JOB));
  }

  @Test
  void fail_ofAJobThatIsOverChangesNothing() {
    start();
    succeed(true);
    assertEquals(JobStatus.SKIPPED, fail(FINAL));
    assertEquals("idle|1|0|null|t", fixture.value(TRACKING));
  }

  @Test
  void fail_ofAnOldJobDoesNotHideThatANewerOneWentWell() {
    UUID newer = fixture.newJob("pending");
    await(jobs.start(newer, fixture.lease, WINDOW));
    await(jobs.succeed(newer, fixture.lease, true, Map.of()));
    start();
    fail(FINAL);
    assertEquals("idle|2|0|null|t", fixture.value(TRACKING));
  }

  @Test
  void recordRead_addsUpAndCollectsTheQueries() {
    start();
    ReadCost cost = new ReadCost(10 << 20, new BigDecimal("0.000059605"));
    await(
        jobs.recordRead(fixture.jobId, fixture.lease, new ReadCost(0, BigDecimal.ZERO), Map.of()));
    assertEquals(
        "exact", fixture.value("SELECT cost_status FROM sync_jobs WHERE connection_id = ?"));
    Map<String, Object> first =
        Map.of("bigquery_jobs", List.of("p:US.1"), "gate", "moved", "day", DAY);
    await(jobs.recordRead(fixture.jobId, fixture.lease, cost, first));
    await(
        jobs.recordRead(
            fixture.jobId, fixture.lease, cost, Map.of("bigquery_jobs", List.of("p:US.2"))));
    assertEquals(
        "20971520|0.000119210|estimated|[\"p:US.1\", \"p:US.2\"]|moved|2026-05-31",
        fixture.value(
            "SELECT bytes_billed, cost_usd, cost_status, metadata -> 'bigquery_jobs',"
                + " metadata ->> 'gate', metadata ->> 'day' FROM sync_jobs WHERE connection_id = ?"));
  }

  @Test
  void writes_underALostLeaseAreFenced() {
    Lease lost = new Lease(fixture.connection.id(), "fixture", fixture.lease.fence() - 1);
    StoreException error =
        assertThrows(StoreException.class, () -> await(jobs.start(fixture.jobId, lost, WINDOW)));
    assertEquals(StoreException.Code.FENCED, error.code());
    assertThrows(StoreException.class, () -> await(jobs.fail(fixture.jobId, lost, FINAL)));
    assertThrows(
        StoreException.class, () -> await(jobs.succeed(fixture.jobId, lost, true, Map.of())));
    assertEquals("idle|0|0|null|f", fixture.value(TRACKING));
  }

  @Test
  void heartbeat_neverTurnsTheCountBack() {
    start();
    await(jobs.heartbeat(fixture.jobId, 500));
    await(jobs.heartbeat(fixture.jobId, 200));
    assertEquals(
        "500", fixture.value("SELECT records_processed FROM sync_jobs WHERE connection_id = ?"));
  }

  @Test
  void find_ofAnUnknownJobIsEmpty() {
    assertNull(await(jobs.find(UUID.randomUUID())));
  }

  @Test
  void stranded_isWhatNobodyWorksOnThoughSomebodyShould() {
    UUID old = aged(fixture.newJob("pending"));
    UUID parked = aged(fixture.newJob("retrying"));
    UUID dueLater = aged(fixture.newJob("retrying"));
    Fixture.POSTGRES.execute(
        "UPDATE sync_jobs SET next_attempt_at = now() + interval '1 h' WHERE id = ?", dueLater);
    UUID running = aged(fixture.newJob("running"));
    aged(fixture.newJob("completed"));
    assertEquals(List.of(old, parked), stranded());
    await(fixture.leases.release(fixture.lease));
    assertEquals(List.of(old, parked, running), stranded());
  }

  private static UUID aged(UUID job) {
    Fixture.POSTGRES.execute(
        "UPDATE sync_jobs SET created_at = created_at - interval '1 h' WHERE id = ?", job);
    return job;
  }

  private List<UUID> stranded() {
    return Objects.requireNonNull(
        await(
            jobs.stranded(Duration.ofMinutes(10), 1000)
                .filter(job -> job.connectionId().equals(fixture.connection.id()))
                .map(SyncJob::id)
                .collectList()));
  }
}
