package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.postgres.sync.PostgresConnectionStore;
import com.campaignsync.adapters.postgres.sync.PostgresJobPlans;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.JobView;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.tenant.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The statements that plan work, run with the API's rights and sight. */
class PlannedByApiTest {

  private static final LocalDate MAY = LocalDate.of(2026, 5, 1);
  private static final Store STORE = new Store();

  private final TenantId tenant = STORE.tenant("Asia/Tokyo");
  private final TenantId other = STORE.tenant("UTC");
  private final UUID connection = STORE.connection(tenant, "google_ads", "a");
  private final PostgresJobReader jobs = new PostgresJobReader(STORE.transactions);

  private static PostgresJobPlans plans(TenantId of) {
    return new PostgresJobPlans(STORE.transactions.of(of));
  }

  private static PostgresConnectionStore connections(TenantId of) {
    return new PostgresConnectionStore(STORE.transactions.of(of));
  }

  private NewJob job(TenantId of, String key, LocalDate firstDay) {
    return new NewJob(
        connection,
        of,
        Entity.CAMPAIGN_METRICS,
        JobType.BACKFILL,
        DayWindow.inclusive(firstDay, firstDay.plusDays(9)),
        true,
        null,
        NewJob.Trigger.API,
        "u1",
        key);
  }

  private List<SyncJob> plan(String key) {
    return Store.get(
        plans(tenant)
            .plan(
                key,
                List.of(job(tenant, key + "/2", MAY), job(tenant, key + "/1", MAY.minusMonths(1))))
            .collectList());
  }

  private Map<String, @Nullable Object> head(SyncJob part) {
    Object parent = Store.get(jobs.find(tenant, part.id())).columns().get("parent_job_id");
    JobView head = Store.get(jobs.find(tenant, UUID.fromString(String.valueOf(parent))));
    return head.columns();
  }

  @Test
  void connection_isFoundByItsTenantAlone() {
    AdConnection found = Store.get(connections(tenant).find(connection));
    assertEquals(tenant, found.tenantId());
    assertEquals("Asia/Tokyo", found.tenantZone().getId());
    assertTrue(Store.find(connections(other).find(connection)).isEmpty());
    assertEquals(1, Store.get(connections(tenant).active(tenant).collectList()).size());
    assertEquals(List.of(), Store.get(connections(other).active(tenant).collectList()));
    assertEquals(List.of(), Store.get(connections(other).active(null).collectList()));
  }

  @Test
  void plan_keepsAJobAPartUnderOneHead() {
    List<SyncJob> planned = plan(UUID.randomUUID().toString());
    assertEquals(
        List.of(MAY, MAY.minusMonths(1)),
        planned.stream().map(job -> job.window().firstDay()).toList());
    Map<String, @Nullable Object> head = head(planned.get(0));
    assertEquals("pending", head.get("status"));
    assertEquals("2026-04-01", head.get("start_date"));
    assertEquals("2026-05-10", head.get("end_date"));
    assertEquals(
        "queued",
        STORE.postgres.value("SELECT sync_status FROM connections WHERE id = ?", connection));
  }

  @Test
  void plan_askedTwiceIsTheSame() {
    String key = UUID.randomUUID().toString();
    assertEquals(plan(key), plan(key));
  }

  @Test
  void head_showsTheProgressOfItsParts() {
    List<SyncJob> planned = plan(UUID.randomUUID().toString());
    STORE.postgres.execute(
        "UPDATE sync_jobs SET status = 'completed', started_at = now(), completed_at = now(),"
            + " records_processed = 7, bytes_billed = 10485760, cost_usd = 0.000059605 WHERE id = ?",
        planned.get(0).id());
    STORE.postgres.execute(
        "UPDATE sync_jobs SET status = 'running', started_at = now(), records_processed = 5"
            + " WHERE id = ?",
        planned.get(1).id());
    Map<String, @Nullable Object> head = head(planned.get(0));
    assertEquals("running", head.get("status"));
    assertEquals(12L, head.get("records_processed"));
    assertEquals(10485760L, head.get("bytes_billed"));
    assertEquals(
        Map.of("completed", 1, "running", 1), ((Map<?, ?>) head.get("metadata")).get("jobs"));
    STORE.postgres.execute(
        "UPDATE sync_jobs SET status = 'failed', completed_at = now() WHERE id = ?",
        planned.get(1).id());
    assertEquals("partial", head(planned.get(0)).get("status"));
  }

  @Test
  void plan_forAnotherTenantIsRefusedByTheDatabase() {
    assertThrows(
        StoreException.class,
        () ->
            Store.get(
                plans(other)
                    .plan(null, List.of(job(tenant, UUID.randomUUID().toString(), MAY)))
                    .collectList()));
  }
}
