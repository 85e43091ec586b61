package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.all;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.await;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.execute;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.get;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.JobFailure;
import com.campaignsync.domain.store.JobNotice;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.NoticeStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class NoticeStoreTest {

  private static final DayWindow WINDOW = DayWindow.inclusive(LocalDate.EPOCH, LocalDate.EPOCH);
  private static final Duration VISIBLE_AGAIN = Duration.ofMinutes(1);
  private static final Instant LONG_AGO = Instant.EPOCH;

  private final PostgresNoticeStore notices = new PostgresNoticeStore(ConnectionFixture.DATABASE);
  private final PostgresJobStore jobs = new PostgresJobStore(ConnectionFixture.DATABASE);
  private final ConnectionFixture fixture = new ConnectionFixture();
  private final Lease lease = fixture.lease();

  @BeforeEach
  void nobodyElseHasNews() {
    execute("UPDATE sync_jobs SET notice_due = false");
  }

  private UUID succeeded() {
    UUID job = fixture.newJob("pending");
    await(jobs.start(job, lease, WINDOW));
    await(jobs.succeed(job, lease, true, Map.of()));
    return job;
  }

  private List<JobNotice> claim() {
    return all(notices.claim(LONG_AGO, 100, VISIBLE_AGAIN));
  }

  private static void timePasses(UUID job) {
    execute("UPDATE sync_jobs SET next_notice_at = now() - interval '1 s' WHERE id = ?", job);
  }

  @Test
  void claim_tellsHowJobsEnded() {
    UUID good = succeeded();
    UUID bad = fixture.newJob("pending");
    await(jobs.start(bad, lease, WINDOW));
    await(jobs.fail(bad, lease, new JobFailure("BAD_MAPPING", "mend it", false)));
    UUID parked = fixture.newJob("pending");
    await(jobs.fail(parked, lease, new JobFailure("SOURCE_BUSY", "later", true)));
    List<JobNotice> claimed = claim();
    assertEquals(List.of(good, bad), claimed.stream().map(JobNotice::jobId).toList());
    assertEquals(JobStatus.SKIPPED, claimed.get(0).status());
    JobNotice failure = claimed.get(1);
    assertEquals(JobStatus.FAILED, failure.status());
    assertEquals("BAD_MAPPING", failure.errorCode());
    assertEquals("mend it", failure.errorMessage());
    assertEquals(fixture.tenant, failure.tenantId());
    assertEquals(1, failure.attempt());
  }

  @Test
  void sent_isToldOnce() {
    UUID job = succeeded();
    claim();
    await(notices.sent(job));
    timePasses(job);
    assertEquals(List.of(), claim());
    assertEquals("t|f", job(job, "notified_at IS NOT NULL, notice_due"));
  }

  @Test
  void claim_thatIsNeverAnsweredComesAgain() {
    UUID job = succeeded();
    assertEquals(1, claim().size());
    assertEquals(List.of(), claim());
    timePasses(job);
    assertEquals(2, claim().get(0).attempt());
  }

  @Test
  void failed_comesAgainLaterAndLaterUntilItIsGivenUp() {
    UUID job = succeeded();
    for (int attempt = 1; attempt < NoticeStore.ATTEMPTS_MAX; attempt++) {
      assertEquals(attempt, claim().get(0).attempt());
      assertEquals(true, get(notices.failed(job, "no route")));
      double wait = Math.min(30 * Math.pow(2, attempt - 1), 3600);
      double waits =
          Double.parseDouble(job(job, "extract(epoch FROM next_notice_at - clock_timestamp())"));
      assertTrue(waits <= wait * 1.2 && waits > wait * 0.8 - 5, waits + " s, not " + wait);
      timePasses(job);
    }
    assertEquals(NoticeStore.ATTEMPTS_MAX, claim().get(0).attempt());
    assertEquals(false, get(notices.failed(job, "still no route")));
    timePasses(job);
    assertEquals(List.of(), claim());
    assertEquals("f|null|still no route", job(job, "notice_due, notified_at, notice_error"));
  }

  @Test
  void claim_thatIsNeverAnsweredIsGivenUpToo() {
    UUID job = succeeded();
    for (int attempt = 1; attempt <= NoticeStore.ATTEMPTS_MAX; attempt++) {
      assertEquals(1, claim().size());
      timePasses(job);
    }
    assertEquals(List.of(), claim());
    assertEquals("f|claimed 10 times and never answered", job(job, "notice_due, notice_error"));
  }

  @Test
  void claim_leavesWhatEndedBeforeTellingWasSwitchedOn() {
    succeeded();
    Instant switchedOn = Instant.now().plusSeconds(60);
    assertEquals(List.of(), all(notices.claim(switchedOn, 100, VISIBLE_AGAIN)));
    assertEquals(1, claim().size());
  }

  /** A receiver that is away for hours must not cost the news that was tried in time. */
  @Test
  void claim_goesOnWithWhatWasTriedInTime_howeverLongAgo() {
    UUID job = succeeded();
    claim();
    timePasses(job);

    assertEquals(1, all(notices.claim(Instant.now().plusSeconds(60), 100, VISIBLE_AGAIN)).size());
  }

  @Test
  void forget_givesUpOldNews_aFewAtATime_andLeavesWhatIsTold() {
    UUID tried = succeeded();
    claim();
    UUID first = succeeded();
    UUID second = succeeded();
    Instant soon = Instant.now().plusSeconds(60);
    assertEquals(0, get(notices.forget(Instant.now().minusSeconds(3600), 100)));
    assertEquals(1, get(notices.forget(soon, 1)));
    assertEquals("f", job(first, "notice_due"));
    assertEquals(1, get(notices.forget(soon, 100)));
    assertEquals("f|t", job(second, "notice_due, notice_error LIKE 'never told%'"));
    assertEquals("t", job(tried, "notice_due"));
    assertEquals(List.of(), claim());
  }

  @Test
  void claim_byManyAtOnceClaimsEachOnce() {
    for (int i = 0; i < 20; i++) {
      succeeded();
    }
    List<UUID> claimed =
        all(
            Flux.range(0, 8)
                .flatMap(i -> notices.claim(LONG_AGO, 5, VISIBLE_AGAIN))
                .map(JobNotice::jobId));
    assertEquals(claimed.size(), claimed.stream().distinct().count());
    assertEquals(20, claimed.size() + claim().size());
  }
}
