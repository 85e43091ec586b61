package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.JobRequests.SyncAlreadyRunning;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.Retention;
import com.campaignsync.domain.store.SyncJob;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestSyncTest {

  private final Bench bench = new Bench();
  private final RequestSync requests = keeping(Retention.KEEPS_ALL);

  private RequestSync keeping(Retention retention) {
    return new RequestSync(bench.store.jobs, bench.publisher, retention, bench.store.clock);
  }

  @Test
  void aRequest_isKeptAsAPendingJob_andPublished() {
    SyncJob job = request("k");

    assertEquals(JobStatus.PENDING, bench.row(job.id()).status());
    assertEquals("queued", bench.store.connections.row(bench.connectionId).syncStatus());
    assertEquals(List.of(job.id()), bench.publisher.jobs());
  }

  @Test
  void theSameKey_isTheSameJob_publishedOnceMoreWhilePending() {
    SyncJob first = request("k");
    SyncJob again = request("k");

    assertEquals(first.id(), again.id());
    assertEquals(1, bench.store.jobs.rows().size());
    assertEquals(List.of(first.id(), first.id()), bench.publisher.jobs());
  }

  @Test
  void theSameKeyOfARunningJob_isNotPublishedAgain() {
    SyncJob job = request("k");
    Lease lease =
        bench.store.leases.acquire(bench.connectionId, "w", Duration.ofMinutes(1)).block();
    bench.store.jobs.start(job.id(), lease, Bench.WINDOW).block();

    assertEquals(JobStatus.RUNNING, request("k").status());
    assertEquals(1, bench.publisher.jobs().size());
  }

  @Test
  void theSameKeyOfAFinishedJob_answersItAndPublishesNothing() {
    SyncJob job = request("k");
    bench.run(job.id());

    assertEquals(JobStatus.SKIPPED, request("k").status());
    assertEquals(1, bench.publisher.jobs().size());
  }

  @Test
  void anotherKeyWhileOneIsUnderWay_isRefused_namingTheJob() {
    UUID first = request("k").id();

    assertEquals(first, assertThrows(SyncAlreadyRunning.class, () -> request("other")).jobId());
    assertEquals(1, bench.publisher.jobs().size());
  }

  @Test
  void aRequestThatCannotBePublished_isAnError_butKept() {
    IllegalStateException down = new IllegalStateException("broker down");
    bench.publisher.fail(down);

    assertEquals(down, assertThrows(IllegalStateException.class, () -> request("k")));

    bench.publisher.fail(null);
    UUID kept = bench.store.jobs.rows().get(0).job().id();
    assertEquals(kept, request("k").id());
    assertEquals(List.of(kept), bench.publisher.jobs());
  }

  @Test
  void daysThatAreNotKept_areRefused_andNothingIsQueued() {
    RequestSync ninetyDays = keeping(Retention.ofDays(90));
    LocalDate first = LocalDate.of(2025, 12, 1);
    DayWindow tooOld = DayWindow.inclusive(first.minusDays(1), Bench.DAY);

    PlanRefused refused =
        assertThrows(
            PlanRefused.class, () -> ninetyDays.request(bench.wanted("old", tooOld)).block());

    assertEquals(PlanRefused.Reason.RETENTION, refused.reason());
    assertEquals(
        "2025-11-30 is before 2025-12-01, the first day that is kept: the month that holds the"
            + " oldest of 90 days",
        refused.getMessage());
    assertEquals(List.of(), bench.store.jobs.rows());
    ninetyDays.request(bench.wanted("k", DayWindow.inclusive(first, Bench.DAY))).block();
    assertEquals(1, bench.publisher.jobs().size());
  }

  @Test
  void daysThatAreAllToCome_areRefused() {
    LocalDate first = LocalDate.ofInstant(bench.store.clock.instant(), ZoneOffset.ofHours(14));
    DayWindow toCome = DayWindow.inclusive(first.plusDays(1), first.plusDays(2));

    PlanRefused refused =
        assertThrows(
            PlanRefused.class, () -> requests.request(bench.wanted("late", toCome)).block());

    assertEquals(PlanRefused.Reason.WINDOW_IN_FUTURE, refused.reason());
    assertEquals(List.of(), bench.store.jobs.rows());
    requests.request(bench.wanted("k", DayWindow.inclusive(first, first.plusDays(1)))).block();
    assertEquals(1, bench.publisher.jobs().size());
  }

  private SyncJob request(String key) {
    return requests.request(bench.wanted(key, Bench.WINDOW)).block();
  }
}
