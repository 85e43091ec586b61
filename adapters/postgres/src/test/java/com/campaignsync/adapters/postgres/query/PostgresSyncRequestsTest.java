package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.ConnectionReader.SyncTargets;
import com.campaignsync.domain.query.GroupRequests.JobGroup;
import com.campaignsync.domain.query.JobReader.SyncStatus;
import com.campaignsync.domain.query.JobView;
import com.campaignsync.domain.query.ServiceHealth;
import com.campaignsync.domain.store.JobRequests.SyncAlreadyRunning;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class PostgresSyncRequestsTest {

  private static final DayWindow WINDOW =
      DayWindow.inclusive(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 29));
  private static final Store STORE = new Store();

  private final PostgresSyncRequests requests = new PostgresSyncRequests(STORE.transactions);
  private final PostgresJobReader jobs = new PostgresJobReader(STORE.transactions);
  private final PostgresConnectionReader connections =
      new PostgresConnectionReader(STORE.transactions);
  private final TenantId tenant = STORE.tenant("UTC");
  private final UUID connection = STORE.connection(tenant, "google_ads", "a");

  private NewJob job(UUID connectionId, @Nullable DayWindow window) {
    return new NewJob(
        connectionId,
        tenant,
        Entity.CAMPAIGN_METRICS,
        JobType.INCREMENTAL_SYNC,
        window,
        false,
        null,
        NewJob.Trigger.API,
        "u1",
        "api:" + UUID.randomUUID());
  }

  private NewJob some(Set<UUID> campaigns) {
    NewJob all = job(connection, null);
    return new NewJob(
        all.connectionId(),
        all.tenantId(),
        all.entity(),
        all.type(),
        null,
        false,
        null,
        all.trigger(),
        all.userId(),
        all.idempotencyKey(),
        campaigns);
  }

  private JobView view(UUID jobId) {
    return Store.get(jobs.find(tenant, jobId));
  }

  private void end(UUID jobId, String status, int processed) {
    STORE.postgres.execute(
        "UPDATE sync_jobs SET status = ?, records_processed = ?, started_at = now() - interval"
            + " '90 seconds', completed_at = now(), cost_usd = 0.000000001, metadata ="
            + " '{\"days\": 2, \"x\": 0.10}' WHERE id = ?",
        status,
        processed,
        jobId);
  }

  @Test
  void request_keepsAPendingJobAndMarksTheConnection() {
    SyncJob kept = Store.get(requests.request(job(connection, WINDOW)));
    assertEquals(JobStatus.PENDING, kept.status());
    assertEquals(WINDOW, kept.window());
    Map<String, @Nullable Object> columns = view(kept.id()).columns();
    assertEquals("2026-03-01", columns.get("start_date"));
    assertEquals("2026-03-29", columns.get("end_date"));
    assertEquals("api", columns.get("triggered_by"));
    assertEquals("u1", columns.get("triggered_by_user_id"));
    assertEquals(0L, columns.get("records_processed"));
    assertNull(columns.get("started_at"));
    assertTrue(Instant.parse((String) columns.get("created_at")).isAfter(Instant.EPOCH));
    assertEquals(33, columns.size());
    assertEquals(
        "queued", Store.get(connections.find(tenant, connection)).columns().get("sync_status"));
  }

  @Test
  void secondRequest_isRefusedNamingTheFirst() {
    SyncJob first = Store.get(requests.request(job(connection, null)));
    SyncAlreadyRunning refused =
        assertThrows(
            SyncAlreadyRunning.class, () -> Store.get(requests.request(job(connection, null))));
    assertEquals(first.id(), refused.jobId());
    end(first.id(), "failed", 0);
    assertNotEquals(first.id(), Store.get(requests.request(job(connection, null))).id());
  }

  /** As a first run and its failure leave it: the window is there, whoever decided on it. */
  private SyncJob retrying(NewJob wanted) {
    SyncJob job = Store.get(requests.request(wanted));
    STORE.postgres.execute(
        "UPDATE sync_jobs SET status = 'retrying', start_date = '2026-03-01',"
            + " end_date = '2026-03-29', next_attempt_at = now() + interval '1 hour' WHERE id = ?",
        job.id());
    return job;
  }

  private String due(SyncJob job) {
    return STORE.postgres.value(
        "SELECT next_attempt_at <= clock_timestamp() FROM sync_jobs WHERE id = ?", job.id());
  }

  @Test
  void request_bringsForwardAJobThatDoesAllThatIsAsked() {
    SyncJob parked = retrying(job(connection, null));
    assertEquals(parked.id(), Store.get(requests.request(job(connection, null))).id());
    assertEquals("t", due(parked));
  }

  private void assertNotBroughtForward(NewJob wanted) {
    SyncJob parked = retrying(wanted);
    SyncAlreadyRunning refused =
        assertThrows(
            SyncAlreadyRunning.class, () -> Store.get(requests.request(job(connection, null))));
    assertEquals(parked.id(), refused.jobId());
    assertEquals("f", due(parked));
  }

  @Test
  void request_doesNotBringForwardAJobOfSomeCampaigns() {
    assertNotBroughtForward(some(Set.of(STORE.campaign(connection, "mine", "USD"))));
  }

  @Test
  void request_doesNotBringForwardAJobOfDaysThatWereAskedFor() {
    assertNotBroughtForward(job(connection, WINDOW));
  }

  @Test
  void sameKey_isTheSameJob() {
    NewJob wanted = job(connection, null);
    SyncJob first = Store.get(requests.request(wanted));
    assertEquals(first, Store.get(requests.request(wanted)));
  }

  @Test
  void tenConcurrentRequests_keepOneJob() {
    Long kept =
        Store.get(
            Flux.range(0, 10)
                .flatMap(
                    i ->
                        requests
                            .request(job(connection, null))
                            .onErrorResume(
                                SyncAlreadyRunning.class, running -> Flux.<SyncJob>empty().next()),
                    10)
                .count());
    assertEquals(1, kept);
  }

  @Test
  void group_isAllOrNothing() {
    UUID second = STORE.connection(tenant, "tiktok", "b");
    Store.get(requests.request(job(second, null)));
    assertThrows(
        SyncAlreadyRunning.class,
        () ->
            Store.get(requests.request(tenant, List.of(job(connection, null), job(second, null)))));
    assertEquals(1, Store.get(jobs.status(tenant, 10)).totalJobs());
    assertEquals(
        "idle", Store.get(connections.find(tenant, connection)).columns().get("sync_status"));
  }

  @Test
  void group_showsTheStateAndSumsOfItsParts() {
    UUID second = STORE.connection(tenant, "tiktok", "b");
    JobGroup group =
        Store.get(requests.request(tenant, List.of(job(connection, WINDOW), job(second, WINDOW))));
    UUID a = group.jobs().get(0).id();
    UUID b = group.jobs().get(1).id();
    assertEquals(JobStatus.PENDING, view(group.parentId()).status());
    assertEquals(group.parentId().toString(), view(a).columns().get("parent_job_id"));
    end(a, "completed", 5);
    assertEquals(JobStatus.RUNNING, view(group.parentId()).status());
    assertNull(view(group.parentId()).columns().get("completed_at"));
    end(b, "skipped", 0);
    assertEquals(JobStatus.COMPLETED, view(group.parentId()).status());
    assertEquals(5L, view(group.parentId()).columns().get("records_processed"));
    end(b, "failed", 0);
    assertEquals(JobStatus.PARTIAL, view(group.parentId()).status());
    end(a, "failed", 0);
    assertEquals(JobStatus.FAILED, view(group.parentId()).status());
    SyncStatus status = Store.get(jobs.status(tenant, 1));
    assertEquals(2, status.totalJobs());
    assertEquals(1, status.recentJobs().size());
    assertFalse(status.syncing());
  }

  private void withAssets(UUID connectionId) {
    STORE.postgres.execute(
        "UPDATE connections SET asset_source = 'ads' WHERE id = ?", connectionId);
  }

  private List<String> assetJobs() {
    return STORE.postgres.rows(
        "SELECT connection_id, status, start_date, end_date, triggered_by_user_id FROM sync_jobs"
            + " WHERE tenant_id = ? AND entity = 'asset_metrics'",
        tenant.value());
  }

  @Test
  void request_ofAConnectionWithAssetsMeansThoseToo() {
    withAssets(connection);
    SyncJob kept = Store.get(requests.request(job(connection, WINDOW)));
    assertEquals(Entity.CAMPAIGN_METRICS, kept.entity());
    assertEquals(List.of(connection + "|pending|2026-03-01|2026-03-29|u1"), assetJobs());
    assertEquals(
        List.of("t", "t"),
        STORE.postgres.rows(
            "SELECT days_asked FROM sync_jobs WHERE connection_id = ?", connection));
  }

  @Test
  void assetsOf_isTheJobKeptWithThisOne() {
    SyncJob without = Store.get(requests.request(job(connection, WINDOW)));
    assertEquals(Optional.empty(), jobs.assetsOf(tenant, without.id()).blockOptional());
    end(without.id(), "completed", 1);
    withAssets(connection);
    SyncJob with = Store.get(requests.request(job(connection, WINDOW)));
    JobView assets = view(Store.get(jobs.assetsOf(tenant, with.id())));
    assertEquals("asset_metrics", assets.columns().get("entity"));
    TenantId other = STORE.tenant("UTC");
    assertEquals(Optional.empty(), jobs.assetsOf(other, with.id()).blockOptional());
  }

  @Test
  void request_mindsJobsOfTheSameEntityOnly() {
    withAssets(connection);
    SyncJob kept = Store.get(requests.request(job(connection, null)));
    end(kept.id(), "completed", 1);
    SyncJob again = Store.get(requests.request(job(connection, null)));
    assertNotEquals(kept.id(), again.id());
    assertEquals(1, assetJobs().size());
    assertThrows(
        SyncAlreadyRunning.class, () -> Store.get(requests.request(job(connection, null))));
  }

  @Test
  void request_doesNotHideThatAnotherEntityIsBeingSynced() {
    STORE.postgres.execute(
        "UPDATE connections SET sync_status = 'syncing' WHERE id = ?", connection);
    Store.get(requests.request(job(connection, null)));
    assertEquals(
        "syncing", Store.get(connections.find(tenant, connection)).columns().get("sync_status"));
  }

  @Test
  void group_hasTheAssetsOfItsConnections() {
    UUID second = STORE.connection(tenant, "tiktok", "b");
    withAssets(second);
    JobGroup group =
        Store.get(requests.request(tenant, List.of(job(second, WINDOW), job(connection, WINDOW))));
    assertEquals(
        List.of(Entity.CAMPAIGN_METRICS, Entity.CAMPAIGN_METRICS, Entity.ASSET_METRICS),
        group.jobs().stream().map(SyncJob::entity).toList());
    assertEquals(second, group.jobs().get(2).connectionId());
    assertEquals(
        group.parentId().toString(), view(group.jobs().get(2).id()).columns().get("parent_job_id"));
  }

  @Test
  void group_tellsHowManyPartsStandWhere() {
    UUID second = STORE.connection(tenant, "tiktok", "b");
    JobGroup group =
        Store.get(requests.request(tenant, List.of(job(connection, null), job(second, null))));
    end(group.jobs().get(0).id(), "completed", 5);
    assertEquals(
        Map.of("jobs", Map.of("completed", 1, "pending", 1)),
        view(group.parentId()).columns().get("metadata"));
  }

  @Test
  void jobs_ofOthersAreNotFound() {
    UUID job = Store.get(requests.request(job(connection, null))).id();
    TenantId other = STORE.tenant("UTC");
    assertEquals(Optional.empty(), Store.find(jobs.find(other, job)));
    assertEquals(Optional.empty(), Store.find(connections.find(other, connection)));
    assertEquals(List.of(), Store.get(connections.list(other, null, 10)));
    SyncStatus none = Store.get(jobs.status(other, 10));
    assertEquals(new SyncStatus(Optional.empty(), false, List.of(), 0), none);
  }

  @Test
  void columns_keepNumbersTimesAndJson() {
    UUID job = Store.get(requests.request(job(connection, null))).id();
    assertTrue(Store.get(jobs.status(tenant, 10)).syncing());
    end(job, "completed", 7);
    Map<String, @Nullable Object> columns = view(job).columns();
    assertEquals(new java.math.BigDecimal("90.000"), columns.get("duration_seconds"));
    assertEquals(new java.math.BigDecimal("0.000000001"), columns.get("cost_usd"));
    assertEquals(Map.of("days", 2, "x", new java.math.BigDecimal("0.10")), columns.get("metadata"));
    assertEquals(Optional.of(job), Store.get(jobs.status(tenant, 10)).lastSync().map(JobView::id));
  }

  @Test
  void targets_areByPlatformAndCampaign() {
    UUID second = STORE.connection(tenant, "tiktok", "b");
    UUID campaign = STORE.campaign(second, "c", "USD");
    UUID unknown = UUID.randomUUID();
    assertEquals(
        2,
        Store.get(connections.targets(tenant, Optional.empty(), List.of())).connectionIds().size());
    assertEquals(
        new SyncTargets(List.of(second), List.of()),
        Store.get(connections.targets(tenant, Optional.of("tiktok"), List.of())));
    assertEquals(
        new SyncTargets(List.of(second), List.of(campaign)),
        Store.get(connections.targets(tenant, Optional.empty(), List.of(campaign, unknown))));
    assertEquals(
        new SyncTargets(List.of(), List.of(campaign)),
        Store.get(connections.targets(tenant, Optional.of("google_ads"), List.of(campaign))));
  }

  @Test
  void request_ofSomeCampaigns_keepsThePlatformsIdsOfItsOwnConnection() {
    UUID second = STORE.connection(tenant, "tiktok", "b");
    Set<UUID> campaigns =
        Set.of(
            STORE.campaign(connection, "mine", "USD"),
            STORE.campaign(second, "other", "USD"),
            UUID.randomUUID());
    UUID job = Store.get(requests.request(some(campaigns))).id();

    assertEquals(
        "{mine}", STORE.postgres.value("SELECT campaign_ids FROM sync_jobs WHERE id = ?", job));
    UUID whole = Store.get(requests.request(job(second, null))).id();
    assertEquals(
        "true",
        STORE.postgres.value(
            "SELECT CAST(campaign_ids IS NULL AS text) FROM sync_jobs WHERE id = ?", whole));
  }

  @Test
  void health_tellsTimesOfAllTenants() {
    UUID job = Store.get(requests.request(job(connection, null))).id();
    end(job, "failed", 0);
    STORE.postgres.execute(
        "UPDATE connections SET next_run_at = '2001-01-01Z' WHERE id = ?", connection);
    ServiceHealth health = Store.get(new PostgresHealthReader(STORE.transactions).read());
    assertEquals(Optional.of(Instant.parse("2001-01-01T00:00:00Z")), health.nextRun());
    assertTrue(health.lastFailure().isPresent());
    assertTrue(health.lastSync().isPresent());
  }
}
