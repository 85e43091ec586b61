package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.all;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.await;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.execute;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.get;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.JobEnd;
import com.campaignsync.domain.store.JobFailure;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.ReadCost;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncJob;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final PostgresJobStore jobs = new PostgresJobStore(ConnectionFixture.DATABASE);

  private String headColumns() {
    return job(
        UUID.fromString(head()),
        "status, records_inserted, records_failed, bytes_billed, started_at IS NOT NULL,"
            + " completed_at IS NOT NULL, duration_seconds >= 0");
  }

  @Test
  void head_followsItsParts_andEndsWithTheLast() {
    Lease lease = fixture.lease();
    List<SyncJob> parts = all(plans.plan(key, months(2)));
    assertEquals("pending|0|0|0|f|f|null", headColumns());

    await(jobs.start(parts.get(0).id(), lease, parts.get(0).window()));
    assertEquals("running|0|0|0|t|f|null", headColumns());

    await(
        jobs.recordRead(
            parts.get(0).id(), lease, new ReadCost(10L << 20, BigDecimal.ONE, true), Map.of()));
    fixture.counted(parts.get(0).id(), 7, 0);
    await(jobs.succeed(parts.get(0).id(), lease, false, Map.of()));
    assertEquals("running|7|0|10485760|t|f|null", headColumns());

    await(jobs.start(parts.get(1).id(), lease, parts.get(1).window()));
    fixture.counted(parts.get(1).id(), 1, 1);
    await(jobs.succeed(parts.get(1).id(), lease, false, Map.of()));
    assertEquals("partial|8|1|10485760|t|t|t", headColumns());

    await(jobs.correctCosts(Map.of(parts.get(0).id(), new ReadCost(-5, BigDecimal.ZERO, true))));
    assertEquals("partial|8|1|10485755|t|t|t", headColumns());
  }

  @Test
  void head_ofPartsThatEndAtOnce_endsAllTheSame() {
    List<ConnectionFixture> others =
        List.of(fixture, new ConnectionFixture(), new ConnectionFixture());
    List<SyncJob> parts = all(plans.plan(key, months(3)));
    for (int i = 1; i < 3; i++) {
      execute(
          "UPDATE sync_jobs SET connection_id = ? WHERE id = ?",
          others.get(i).id,
          parts.get(i).id());
    }
    List<Lease> leases = others.stream().map(ConnectionFixture::lease).toList();
    await(
        Flux.range(0, 3)
            .flatMap(i -> jobs.start(parts.get(i).id(), leases.get(i), parts.get(i).window()))
            .then());

    await(
        Flux.range(0, 3)
            .flatMap(
                i -> jobs.fail(parts.get(i).id(), leases.get(i), new JobFailure("X", "x", false)))
            .then());

    assertEquals("failed|0|0|0|t|t|t", headColumns());
  }

  /** As after a crash: what the first attempt had read counts, and what the next read as well. */
  @Test
  void daysRead_addUpOverAttempts_andTheEndTakesNothingBack() {
    Lease lease = fixture.lease();
    UUID job = fixture.newJob("pending");
    ReadCost free = new ReadCost(0, BigDecimal.ZERO, false);
    await(jobs.start(job, lease, month(0).window()));
    await(jobs.recordRead(job, lease, free, Map.of("days_read", 20, "bigquery_job", "a")));
    await(jobs.recordRead(job, lease, free, Map.of("days_read", 20, "bigquery_job", "a")));
    await(jobs.handBack(job, lease, Map.of("days_read", 20)));
    await(jobs.start(job, lease, month(0).window()));
    await(jobs.recordRead(job, lease, free, Map.of("days_read", 11, "bigquery_job", "b")));
    await(jobs.succeed(job, lease, false, Map.of("days_read", 11)));

    assertEquals("31", job(job, "metadata ->> 'days_read'"));
  }

  @Test
  void ends_tellFiguresAndComplaints() {
    Lease lease = fixture.lease();
    UUID job = fixture.newJob("pending");
    UUID open = fixture.newJob("pending");
    await(jobs.start(job, lease, month(0).window()));
    fixture.counted(job, 3, 2);
    execute(
        "UPDATE sync_jobs SET metadata = '{\"guarded_days\": [\"2026-01-05\"]}' WHERE id = ?", job);
    await(jobs.succeed(job, lease, false, Map.of()));

    Map<UUID, JobEnd> ends =
        get(new PostgresJobEnds(ConnectionFixture.DATABASE).of(List.of(job, open)));

    assertEquals(Set.of(job), ends.keySet());
    JobEnd end = ends.get(job);
    assertEquals("DELETES_GUARDED", end.errorCode());
    assertEquals(List.of("2026-01-05"), end.guardedDays());
    assertEquals(fixture.id, end.connectionId());
    assertEquals(
        List.of(5L, 3L, 2L),
        List.of(end.recordsRead(), end.recordsInserted(), end.recordsRejected()));
  }
}
