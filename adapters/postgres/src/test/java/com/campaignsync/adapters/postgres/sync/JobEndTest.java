package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.DAY;
import static com.campaignsync.adapters.postgres.sync.Fixture.V1;
import static com.campaignsync.adapters.postgres.sync.Fixture.await;
import static com.campaignsync.adapters.postgres.sync.Fixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.UndatedRows;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.ReadCost;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobEndTest {

  private static final ReadCost CACHED = new ReadCost(0, BigDecimal.ZERO, false);

  private final Fixture fixture = new Fixture();
  private final PostgresJobStore jobs = new PostgresJobStore(Fixture.DATABASE);

  @BeforeEach
  void start() {
    await(jobs.start(fixture.jobId, fixture.lease, DayWindow.inclusive(DAY, DAY)));
  }

  @Test
  void succeed_withoutAnyRead_isSkipped() {
    assertEquals(JobStatus.SKIPPED, succeed(true));
  }

  @Test
  void succeed_withNothingLeftToReadAfterACrash_isNotSkipped() {
    read();
    fixture.load(V1, row("a", DAY, 5L, "1.5"));

    assertEquals(JobStatus.COMPLETED, succeed(true));
  }

  @Test
  void succeed_withNothingLeftToReadAfterACrash_stillShowsRejects() {
    read();
    fixture.loadRecords(
        V1, List.of(new SourceRecord.Rejected(DAY, RejectReason.NOT_A_NUMBER, "{}")));

    assertEquals(JobStatus.PARTIAL, succeed(true));
  }

  @Test
  void succeed_withNothingLeftToReadAfterACrash_stillShowsDaysTheGuardKept() {
    read();
    fixture.load(V1, rows(20));
    fixture.loadDays(V1.plusSeconds(1), new Deletion(Set.of(DAY), false), Set.of(DAY), List.of());

    assertEquals(JobStatus.PARTIAL, succeed(true));
    assertEquals(
        "DELETES_GUARDED|[\"" + DAY + "\"]",
        fixture.value(
            "SELECT error_code, metadata ->> 'guarded_days' FROM sync_jobs WHERE connection_id = ?"));
  }

  @Test
  void succeed_withDaysThatReadingDidNotMend_isPartialAndSaysSo_inALaterRunToo() {
    read();
    await(jobs.handBack(fixture.jobId, fixture.lease, Map.of("days_differs", 2)));
    await(jobs.start(fixture.jobId, fixture.lease, DayWindow.inclusive(DAY, DAY)));

    assertEquals(JobStatus.PARTIAL, succeed(false));
    assertEquals(
        "DAYS_DIFFER|2 days differ from the source though they were read again; reconciliations"
            + " has them",
        fixture.value("SELECT error_code, error_message FROM sync_jobs WHERE connection_id = ?"));
  }

  @Test
  void succeed_whileRowsAreKeptAside_leavesNoConnectionThatLooksWell() {
    read();
    fixture.loadRecords(
        V1, List.of(new SourceRecord.Rejected(DAY, RejectReason.CURRENCY_CHANGED, "{}")));
    await(jobs.succeed(fixture.jobId, fixture.lease, false, Map.of()));
    assertEquals(
        "1 rows were rejected: 1 CURRENCY_CHANGED; sync_rejects has them. If a campaign's first"
            + " currency was wrong: a full resync with force over all its days changes it",
        fixture.value("SELECT error_message FROM sync_jobs WHERE connection_id = ?"));
    UUID next = fixture.newJob("pending");
    await(jobs.start(next, fixture.lease, DayWindow.inclusive(DAY, DAY)));

    await(jobs.succeed(next, fixture.lease, true, Map.of()));

    assertEquals(
        "ROWS_REJECTED: 1 rows of earlier syncs are kept aside still: 1 CURRENCY_CHANGED",
        fixture.value("SELECT last_sync_error FROM connections WHERE id = ?"));
  }

  @Test
  void keepUndated_countsOnce_reopensWhatStays_andSettlesWhatIsGone() {
    keepUndated(fixture.jobId, new UndatedRows(5, List.of("{\"n\":1}", "{\"n\":2}")));
    keepUndated(fixture.jobId, new UndatedRows(4, List.of("{\"n\":1}", "{\"n\":3}")));
    String open =
        "SELECT raw_row, metric_date, reason FROM sync_rejects WHERE connection_id = ?"
            + " AND resolved_at IS NULL ORDER BY raw_row ->> 'n'";
    assertEquals(List.of("{\"n\": 1}|null|NO_DATE", "{\"n\": 3}|null|NO_DATE"), fixture.rows(open));
    assertEquals(
        "4|4",
        fixture.value(
            "SELECT records_failed, metadata ->> 'rows_without_date' FROM sync_jobs"
                + " WHERE connection_id = ?"));
    assertEquals(JobStatus.PARTIAL, succeed(false));

    keepUndated(fixture.newJob("running"), UndatedRows.NONE);
    assertEquals(List.of(), fixture.rows(open));
  }

  @Test
  void succeed_ofSomeCampaigns_movesNoProgress() {
    ConnectionFixture.execute(
        "UPDATE sync_jobs SET campaign_ids = '{a}' WHERE connection_id = ?",
        fixture.connection.id());
    read();
    succeed(false);

    assertEquals(
        List.of(),
        fixture.rows("SELECT synced_through FROM connection_progress WHERE connection_id = ?"));
    assertEquals(
        Set.of("a"), Objects.requireNonNull(await(jobs.find(fixture.jobId))).campaignIds());
  }

  @Test
  void succeed_ofAPartAlone_makesNothingFresher() {
    assertEquals("moved", freshness("end_date = current_date"), "a whole one");
    assertEquals("stayed", freshness("campaign_ids = '{a}', end_date = current_date"));
    assertEquals("stayed", freshness("days_asked = true, end_date = current_date - 5"));
    assertEquals("moved", freshness("days_asked = true, end_date = current_date"));
    assertEquals("moved", freshness("end_date = current_date - 5"), "the run decided so");
    ConnectionFixture.execute(
        "UPDATE connections SET last_sync_completed_at = NULL WHERE id = ?",
        fixture.connection.id());
    assertEquals("moved", freshness("campaign_ids = '{a}', end_date = current_date"), "the first");
  }

  /** What a sync that ends well does to a connection that was synced long ago. */
  private String freshness(String job) {
    ConnectionFixture.execute(
        "UPDATE connections SET last_sync_completed_at = '2020-01-01'"
            + " WHERE id = ? AND last_sync_completed_at IS NOT NULL",
        fixture.connection.id());
    UUID next = fixture.newJob("running");
    ConnectionFixture.execute("UPDATE sync_jobs SET " + job + " WHERE id = ?", next);
    await(jobs.succeed(next, fixture.lease, true, Map.of()));
    return fixture.value(
        "SELECT CASE WHEN last_sync_completed_at > '2021-01-01' THEN 'moved' ELSE 'stayed' END"
            + " FROM connections WHERE id = ?");
  }

  private void keepUndated(UUID job, UndatedRows undated) {
    await(fixture.metrics.keepUndated(fixture.lease, job, Entity.CAMPAIGN_METRICS, undated));
  }

  private static MetricRow[] rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> row("campaign-" + i, DAY, 5L, "1.5"))
        .toArray(MetricRow[]::new);
  }

  @Test
  void succeed_ofAJobThatIsOver_answersWhereItStands() {
    read();
    succeed(false);

    assertEquals(JobStatus.COMPLETED, succeed(true));
  }

  private void read() {
    await(
        jobs.recordRead(
            fixture.jobId, fixture.lease, CACHED, Map.of("bigquery_job", "proj:US.job1")));
  }

  private JobStatus succeed(boolean skipped) {
    return await(jobs.succeed(fixture.jobId, fixture.lease, skipped, Map.of("gate", "partitions")));
  }
}
