package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.all;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.await;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.execute;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncJob;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class JobPlansTest {

  private static final YearMonth FIRST = YearMonth.of(2026, 1);

  private final PostgresJobPlans plans = new PostgresJobPlans(ConnectionFixture.DATABASE);
  private final ConnectionFixture fixture = new ConnectionFixture();
  private final String key = "backfill:" + UUID.randomUUID();

  private NewJob month(int index) {
    YearMonth month = FIRST.plusMonths(index);
    return wanted(DayWindow.inclusive(month.atDay(1), month.atEndOfMonth()), key + ":" + month);
  }

  private NewJob wanted(@Nullable DayWindow window, String jobKey) {
    return new NewJob(
        fixture.id,
        fixture.tenant,
        Entity.CAMPAIGN_METRICS,
        JobType.BACKFILL,
        window,
        true,
        null,
        NewJob.Trigger.API,
        "u1",
        jobKey);
  }

  private List<NewJob> months(int count) {
    return IntStream.range(0, count).mapToObj(this::month).toList();
  }

  private String head() {
    return ConnectionFixture.POSTGRES.value(
        "SELECT id FROM sync_jobs WHERE idempotency_key = ?", key);
  }

  @Test
  void plan_keepsAHeadAndItsParts() {
    List<SyncJob> kept = all(plans.plan(key, months(3)));
    assertEquals(
        months(3).stream().map(NewJob::window).toList(),
        kept.stream().map(SyncJob::window).toList());
    assertEquals(true, kept.get(0).forced());
    assertEquals(JobStatus.PENDING, kept.get(0).status());
    assertEquals(
        head() + "|backfill|api|u1",
        job(kept.get(2).id(), "parent_job_id, job_type, triggered_by, triggered_by_user_id"));
    assertEquals(
        "null|%s|backfill|2026-01-01|2026-03-31".formatted(fixture.tenant.value()),
        job(UUID.fromString(head()), "connection_id, tenant_id, job_type, start_date, end_date"));
    assertEquals("queued", fixture.value("SELECT sync_status FROM connections WHERE id = ?"));
  }

  @Test
  void plan_twiceIsOnce() {
    List<SyncJob> first = all(plans.plan(key, months(3)));
    execute("UPDATE sync_jobs SET status = 'completed' WHERE id = ?", first.get(1).id());
    String head = head();
    List<SyncJob> again = all(plans.plan(key, months(4)));
    assertEquals(
        first.stream().map(SyncJob::id).toList(),
        again.stream().limit(3).map(SyncJob::id).toList());
    assertEquals(JobStatus.COMPLETED, again.get(1).status());
    assertEquals(head, job(again.get(3).id(), "parent_job_id"));
  }

  @Test
  void plan_byManyAtOnceIsOnce() {
    List<NewJob> reversed = new ArrayList<>(months(12));
    Collections.reverse(reversed);
    List<UUID> ids =
        all(
            Flux.range(0, 8)
                .flatMap(i -> plans.plan(key, i % 2 == 0 ? months(12) : reversed))
                .map(SyncJob::id));
    assertEquals(96, ids.size());
    assertEquals(12, ids.stream().distinct().count());
    assertEquals(
        "12|1",
        ConnectionFixture.POSTGRES.value(
            "SELECT count(*), count(DISTINCT parent_job_id) FROM sync_jobs WHERE connection_id = ?",
            fixture.id));
  }

  @Test
  void plan_isAllOrNothing() {
    NewJob broken = wanted(null, "x".repeat(513));
    assertThrows(StoreException.class, () -> all(plans.plan(key, List.of(month(0), broken))));
    assertEquals(
        "0",
        ConnectionFixture.POSTGRES.value(
            "SELECT count(*) FROM sync_jobs WHERE tenant_id = ?", fixture.tenant.value()));
  }

  @Test
  void plan_mindsNoOtherJob() {
    fixture.newJob("running");
    execute("UPDATE connections SET sync_status = 'syncing' WHERE id = ?", fixture.id);
    List<SyncJob> kept = all(plans.plan(null, List.of(wanted(null, key))));
    assertEquals(1, kept.size());
    assertEquals("null|null", job(kept.get(0).id(), "parent_job_id, start_date"));
    assertEquals("syncing", fixture.value("SELECT sync_status FROM connections WHERE id = ?"));
    assertEquals(List.of(), all(plans.plan(null, List.of())));
  }

  @Test
  void open_isWhatIsNotOverOfTheType() {
    List<SyncJob> kept = all(plans.plan(key, months(3)));
    fixture.newJob("pending");
    execute("UPDATE sync_jobs SET status = 'failed' WHERE id = ?", kept.get(0).id());
    execute("UPDATE sync_jobs SET status = 'running' WHERE id = ?", kept.get(1).id());
    await(plans.open(fixture.id, JobType.RECONCILE).collectList());
    assertEquals(
        kept.stream().skip(1).map(SyncJob::id).sorted().toList(),
        all(plans.open(fixture.id, JobType.BACKFILL).map(SyncJob::id).sort()));
    assertEquals(List.of(), all(plans.open(fixture.id, JobType.RECONCILE)));
  }
}
