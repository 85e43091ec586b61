package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.DAY;
import static com.campaignsync.adapters.postgres.sync.Fixture.V1;
import static com.campaignsync.adapters.postgres.sync.Fixture.await;
import static com.campaignsync.adapters.postgres.sync.Fixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.ReadCost;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
