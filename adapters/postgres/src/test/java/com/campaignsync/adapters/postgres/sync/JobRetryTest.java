package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.await;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.execute;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.get;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.JobFailure;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.Lease;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRetryTest {

  private static final DayWindow WINDOW = DayWindow.inclusive(LocalDate.EPOCH, LocalDate.EPOCH);
  private static final JobFailure TRANSIENT = new JobFailure("SOURCE_BUSY", "try later", true);
  private static final JobFailure FINAL = new JobFailure("BAD_MAPPING", "mend it", false);
  private static final String TRACKING =
      "SELECT sync_status, total_syncs_attempted, last_sync_error,"
          + " last_sync_attempted_at IS NOT NULL, last_sync_completed_at IS NOT NULL"
          + " FROM connections WHERE id = ?";

  private final ConnectionFixture fixture = new ConnectionFixture();
  private final PostgresJobStore jobs = new PostgresJobStore(ConnectionFixture.DATABASE);
  private final Lease lease = fixture.lease();
  private final UUID jobId = fixture.newJob("pending");

  /** Once its next attempt has come. */
  private void start() {
    execute(
        "UPDATE sync_jobs SET next_attempt_at = clock_timestamp()"
            + " WHERE id = ? AND status = 'retrying'",
        jobId);
    assertTrue(get(jobs.start(jobId, lease, WINDOW)));
  }

  @Test
  void fail_ofAPostponedRun_costsNoRetryHoweverOften() {
    JobFailure postponed = new JobFailure("SOURCE_BUSY", "later", true, Duration.ofMinutes(2));
    for (int time = 0; time < 5; time++) {
      start();
      assertEquals(JobStatus.RETRYING, fail(postponed));
    }
    assertEquals("0", job(jobId, "retry_count"));
    assertEquals("null", String.valueOf(job(jobId, "error_details")));
    assertEquals(
        "t",
        job(
            jobId,
            "next_attempt_at > clock_timestamp() + interval '80 s'"
                + " AND next_attempt_at < clock_timestamp() + interval '150 s'"));
  }

  @Test
  void start_ofAParkedJob_waitsForItsNextAttempt() {
    start();
    fail(TRANSIENT);

    assertFalse(get(jobs.start(jobId, lease, WINDOW)));

    assertEquals("retrying", job(jobId, "status"));
  }

  private JobStatus fail(JobFailure failure) {
    return get(jobs.fail(jobId, lease, failure));
  }

  @Test
  void fail_retriesUntilNoRetriesAreLeft() {
    for (int i = 0; i < 3; i++) {
      start();
      assertEquals(JobStatus.RETRYING, fail(TRANSIENT));
      assertEquals("error|1|SOURCE_BUSY: try later|t|f", fixture.value(TRACKING));
    }
    assertEquals("3|f|f", job(jobId, "retry_count, completed_at IS NOT NULL, notice_due"));
    start();
    assertEquals(JobStatus.FAILED, fail(TRANSIENT));
    assertEquals("3|t|t", job(jobId, "retry_count, completed_at IS NOT NULL, notice_due"));
    assertEquals("error|1|SOURCE_BUSY: try later|t|f", fixture.value(TRACKING));
  }

  @Test
  void fail_keepsWhatEachAttemptDiedOf() {
    start();
    fail(TRANSIENT);
    start();
    fail(FINAL);
    assertEquals(
        "1|SOURCE_BUSY|2|BAD_MAPPING|mend it",
        job(
            jobId,
            "error_details #>> '{attempts,0,attempt}', error_details #>> '{attempts,0,code}',"
                + " error_details #>> '{attempts,1,attempt}', error_details #>> '{attempts,1,code}',"
                + " error_details #>> '{attempts,1,message}'"));
  }

  @ParameterizedTest
  @CsvSource({"0, 15", "1, 60", "2, 240", "3, 900", "9, 900"})
  void fail_waitsFourTimesAsLongAfterEachTry(int retries, double seconds) {
    for (int i = 0; i < 20; i++) {
      execute(
          "UPDATE sync_jobs SET status = 'running', retry_count = ?, max_retries = 99 WHERE id = ?",
          retries,
          jobId);
      fail(TRANSIENT);
      double waits =
          Double.parseDouble(job(jobId, "extract(epoch FROM next_attempt_at - clock_timestamp())"));
      assertTrue(
          waits <= seconds * 1.2 && waits >= seconds * 0.8 - 2, waits + " s after " + retries);
    }
  }

  @Test
  void fail_forGoodIsNotRetried() {
    start();
    assertEquals(JobStatus.FAILED, fail(FINAL));
    assertEquals("0|null", job(jobId, "retry_count, next_attempt_at"));
  }

  @Test
  void fail_beforeTheStartShowsOnTheConnectionToo() {
    assertEquals(JobStatus.RETRYING, fail(TRANSIENT));
    assertEquals("error|0|SOURCE_BUSY: try later|f|f", fixture.value(TRACKING));
  }

  @Test
  void fail_ofAJobThatIsOverChangesNothing() {
    start();
    await(jobs.succeed(jobId, lease, true, Map.of()));
    assertEquals(JobStatus.SKIPPED, fail(FINAL));
    assertEquals("idle|1|null|t|t", fixture.value(TRACKING));
  }

  @Test
  void success_afterARetryClearsTheError() {
    start();
    fail(TRANSIENT);
    start();
    assertEquals("syncing|1|SOURCE_BUSY: try later|t|f", fixture.value(TRACKING));
    await(jobs.succeed(jobId, lease, true, Map.of()));
    assertEquals("idle|1|null|t|t", fixture.value(TRACKING));
  }
}
