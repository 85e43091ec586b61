package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.all;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.await;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.execute;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.get;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.job;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobStoreTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 31);
  private static final DayWindow WINDOW = new DayWindow(DAY, DAY.plusDays(2));
  private static final JobFailure FINAL = new JobFailure("BAD_MAPPING", "mend it", false);
  private static final String TRACKING =
      "SELECT sync_status, total_syncs_attempted, total_syncs_with_changes, last_sync_error,"
          + " last_sync_completed_at IS NOT NULL FROM connections WHERE id = ?";
  private static final String END =
      "status, records_processed, retry_count, error_code, completed_at IS NOT NULL,"
          + " next_attempt_at IS NOT NULL";

  private final ConnectionFixture fixture = new ConnectionFixture();
  private final PostgresJobStore jobs = new PostgresJobStore(ConnectionFixture.DATABASE);
  private final Lease lease = fixture.lease();
  private final UUID jobId = fixture.newJob("pending");

  private Boolean start() {
    return get(jobs.start(jobId, lease, WINDOW));
  }

  private JobStatus succeed(boolean skipped) {
    return get(jobs.succeed(jobId, lease, skipped, Map.of()));
  }

  private JobStatus fail(JobFailure failure) {
    return get(jobs.fail(jobId, lease, failure));
  }

  private void record(ReadCost cost, Map<String, Object> notes) {
    await(jobs.recordRead(jobId, lease, cost, notes));
  }

  private static ReadCost cost(long bytes, String usd, boolean shared) {
    return new ReadCost(bytes, new BigDecimal(usd), shared);
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
    fixture.counted(jobId, 2, 0);
    assertEquals(JobStatus.COMPLETED, succeed(false));
    assertEquals("completed|2|0|null|t|f", job(jobId, END));
    assertEquals("idle|1|1|null|t", fixture.value(TRACKING));
  }

  @Test
  void succeed_withRejectsIsPartial() {
    start();
    fixture.counted(jobId, 1, 1);
    assertEquals(JobStatus.PARTIAL, succeed(false));
    assertEquals("partial|2|0|ROWS_REJECTED|t|f", job(jobId, END));
    assertEquals(
        "idle|1|1|ROWS_REJECTED: 1 rows were rejected: 1 NO_CAMPAIGN; sync_rejects has them|t",
        fixture.value(TRACKING));
    assertEquals("{\"NO_CAMPAIGN\": 1}", job(jobId, "error_details"));
  }

  @Test
  void succeed_twiceCountsOnce() {
    start();
    fixture.counted(jobId, 1, 0);
    succeed(false);
    assertEquals(JobStatus.COMPLETED, succeed(true));
    assertEquals("idle|1|1|null|t", fixture.value(TRACKING));
  }

  @Test
  void succeed_leavesTheConnectionQueuedWhileOthersWait() {
    start();
    fixture.newJob("pending");
    succeed(true);
    assertEquals("queued|1|0|null|t", fixture.value(TRACKING));
  }

  @Test
  void succeed_ofOneEntityDoesNotHideThatTheOtherFailed() {
    start();
    fail(FINAL);
    UUID assets = fixture.newJob("pending", "incremental_sync", "asset_metrics");
    await(jobs.start(assets, lease, WINDOW));
    await(jobs.succeed(assets, lease, true, Map.of()));
    assertEquals("error|2|0|BAD_MAPPING: mend it|t", fixture.value(TRACKING));
  }

  @Test
  void succeed_ofAnOldJobDoesNotHideThatANewerOneFailed() {
    UUID newer = fixture.newJob("pending");
    await(jobs.start(newer, lease, WINDOW));
    await(jobs.fail(newer, lease, FINAL));
    start();
    succeed(true);
    assertEquals("error|2|0|BAD_MAPPING: mend it|t", fixture.value(TRACKING));
  }

  @Test
  void fail_ofAnOldJobDoesNotHideThatANewerOneWentWell() {
    UUID newer = fixture.newJob("pending");
    await(jobs.start(newer, lease, WINDOW));
    await(jobs.succeed(newer, lease, true, Map.of()));
    start();
    fail(FINAL);
    assertEquals("idle|2|0|null|t", fixture.value(TRACKING));
  }

  @Test
  void handBack_makesTheJobPendingAgainWithAllItHasDone() {
    start();
    record(cost(10, "0.1", false), Map.of("bigquery_job", "p:US.1"));
    fixture.counted(jobId, 5, 0);
    await(jobs.handBack(jobId, lease, Map.of("days_left", 3)));
    assertEquals(
        "pending|5|10|3|p:US.1",
        job(
            jobId,
            "status, records_inserted, bytes_billed, metadata ->> 'days_left',"
                + " metadata ->> 'bigquery_job'"));
    assertEquals("queued|1|0|null|f", fixture.value(TRACKING));
    assertEquals(true, start());
    assertEquals("syncing|1|0|null|f", fixture.value(TRACKING));
    succeed(false);
    await(jobs.handBack(jobId, lease, Map.of()));
    assertEquals("completed", job(jobId, "status"));
  }

  @Test
  void recordRead_addsUpAndCollectsTheQueries() {
    start();
    record(cost(0, "0", false), Map.of());
    assertEquals("exact", job(jobId, "cost_status"));
    Map<String, Object> first = Map.of("bigquery_job", "p:US.1", "gate", "moved", "day", DAY);
    record(cost(10 << 20, "0.000059605", false), first);
    record(cost(10 << 20, "0.000059605", false), Map.of("bigquery_job", "p:US.2"));
    assertEquals(
        "20971520|0.000119210|estimated|[\"p:US.1\", \"p:US.2\"]|moved|2026-05-31",
        job(
            jobId,
            "bytes_billed, cost_usd, cost_status, metadata -> 'bigquery_jobs',"
                + " metadata ->> 'gate', metadata ->> 'day'"));
  }

  @Test
  void recordRead_ofASharedQueryIsEstimatedAndCanBeCorrected() {
    start();
    record(cost(0, "0", true), Map.of("bigquery_job", "p:US.1"));
    assertEquals("estimated", job(jobId, "cost_status"));
    record(cost(100, "0.5", true), Map.of());
    record(cost(-30, "-0.2", true), Map.of());
    assertEquals("70|0.300000000", job(jobId, "bytes_billed, cost_usd"));
    assertEquals(1, reads());
  }

  @Test
  void correctCosts_ofJobsThatAreOverAddsUp() {
    UUID other = fixture.newJob("completed");
    start();
    record(cost(100, "0.5", true), Map.of());
    succeed(false);
    await(jobs.correctCosts(Map.of(jobId, cost(-40, "-0.2", true), other, cost(40, "0.2", true))));
    assertEquals("60|0.300000000", job(jobId, "bytes_billed, cost_usd"));
    assertEquals("40|0.200000000|estimated", job(other, "bytes_billed, cost_usd, cost_status"));
  }

  private long reads() {
    return get(jobs.readsSince(fixture.id, Instant.now().minusSeconds(3600)));
  }

  @Test
  void readsSince_countsEachQueryOnce() {
    start();
    assertEquals(0, reads());
    record(cost(0, "0", false), Map.of("gate", "partitions"));
    record(cost(0, "0", false), Map.of("bigquery_job", "p:US.1"));
    record(cost(1, "0", false), Map.of("bigquery_job", "p:US.1"));
    record(cost(1, "0", false), Map.of("bigquery_job", "p:US.2"));
    assertEquals(2, reads());
    execute(
        "UPDATE source_reads SET read_at = read_at - interval '2 h' WHERE bigquery_job = 'p:US.1'"
            + " AND connection_id = ?",
        fixture.id);
    assertEquals(1, reads());
  }

  @Test
  void writes_underALostLeaseAreFenced() {
    Lease lost = new Lease(fixture.id, "fixture", lease.fence() - 1);
    StoreException error =
        assertThrows(StoreException.class, () -> await(jobs.start(jobId, lost, WINDOW)));
    assertEquals(StoreException.Code.FENCED, error.code());
    assertThrows(StoreException.class, () -> await(jobs.fail(jobId, lost, FINAL)));
    assertThrows(StoreException.class, () -> await(jobs.handBack(jobId, lost, Map.of())));
    assertThrows(StoreException.class, () -> await(jobs.succeed(jobId, lost, true, Map.of())));
    assertEquals("idle|0|0|null|f", fixture.value(TRACKING));
  }

  @Test
  void heartbeat_neverTurnsTheCountBack() {
    start();
    await(jobs.heartbeat(jobId, 500));
    await(jobs.heartbeat(jobId, 200));
    assertEquals("500", job(jobId, "records_processed"));
  }

  @Test
  void find_tellsWhatTheRunNeeds() {
    start();
    execute("UPDATE sync_jobs SET forced = true WHERE id = ?", jobId);
    SyncJob found = get(jobs.find(jobId));
    assertEquals(WINDOW, found.window());
    assertEquals(true, found.forced());
    assertNull(await(jobs.find(UUID.randomUUID())));
  }

  @Test
  void waiting_isIncrementalBeforeLongWorkAndTheOldestFirst() {
    UUID backfill = fixture.aged(fixture.newJob("pending", "backfill", "campaign_metrics"));
    UUID assets = fixture.newJob("pending", "incremental_sync", "asset_metrics");
    UUID parked = fixture.newJob("retrying");
    UUID due = fixture.newJob("retrying");
    execute("UPDATE sync_jobs SET next_attempt_at = now() + interval '1 h' WHERE id = ?", parked);
    execute("UPDATE sync_jobs SET next_attempt_at = now() - interval '1 s' WHERE id = ?", due);
    fixture.newJob("running");
    fixture.newJob("completed");
    assertEquals(
        List.of(jobId, assets, due, backfill), all(jobs.waiting(fixture.id).map(SyncJob::id)));
  }

  private List<UUID> stranded(UUID... connections) {
    List<UUID> mine = List.of(connections);
    return all(
        jobs.stranded(Duration.ofMinutes(10), 10_000)
            .filter(job -> mine.contains(job.connectionId()))
            .map(SyncJob::id));
  }

  @Test
  void stranded_isWhatNobodyWorksOnThoughSomebodyShould() {
    UUID old = fixture.aged(fixture.newJob("pending"));
    UUID running = fixture.aged(fixture.newJob("running"));
    fixture.aged(fixture.newJob("completed"));
    assertEquals(List.of(old), stranded(fixture.id));
    await(fixture.leases.release(lease));
    assertEquals(List.of(old, running), stranded(fixture.id));
  }

  @Test
  void stranded_hasARetryAsSoonAsItIsDue() {
    UUID parked = fixture.newJob("retrying");
    UUID due = fixture.newJob("retrying");
    execute("UPDATE sync_jobs SET next_attempt_at = now() + interval '1 h' WHERE id = ?", parked);
    execute("UPDATE sync_jobs SET next_attempt_at = now(), heartbeat_at = now() WHERE id = ?", due);
    assertEquals(List.of(due), stranded(fixture.id));
  }

  @Test
  void stranded_leavesAJobAloneThatWasJustHandedBack() {
    fixture.aged(jobId);
    start();
    await(jobs.handBack(jobId, lease, Map.of()));
    assertEquals(List.of(), stranded(fixture.id));
    fixture.aged(jobId);
    assertEquals(List.of(jobId), stranded(fixture.id));
  }

  @Test
  void stranded_ofOneConnectionHideNoOther() {
    UUID first = fixture.aged(fixture.aged(fixture.newJob("pending")));
    UUID second = fixture.aged(fixture.aged(fixture.newJob("pending")));
    ConnectionFixture other = new ConnectionFixture();
    UUID others = other.aged(other.newJob("pending"));
    assertEquals(List.of(first, others, second), stranded(fixture.id, other.id));
  }
}
