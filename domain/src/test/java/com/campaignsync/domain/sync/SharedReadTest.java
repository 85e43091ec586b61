package com.campaignsync.domain.sync;

import static com.campaignsync.domain.sync.Bench.DAY;
import static com.campaignsync.domain.sync.Bench.MOVED;
import static com.campaignsync.domain.sync.Bench.MOVED_AGAIN;
import static com.campaignsync.domain.sync.Bench.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.ScriptedSource;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.JobRow;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** One query for the connections of many tenants. */
class SharedReadTest {

  private final Bench bench = new Bench();
  private final AdConnection blue = bench.addTenant("blue");
  private final AdConnection cyan = bench.addTenant("cyan");
  private final List<AdConnection> all = List.of(bench.connection, blue, cyan);

  @BeforeEach
  void fill() {
    all.forEach(bench::fillSource);
  }

  @Test
  void threeTenantsOfOneSource_areReadByOneQuery() {
    List<UUID> jobs = jobs();

    List<RunOutcome> outcomes = bench.run(jobs);

    assertEquals(List.of(Kind.SUCCEEDED, Kind.SUCCEEDED, Kind.SUCCEEDED), kinds(outcomes));
    assertEquals(1, bench.source.reads().size());
    assertEquals(
        all.stream().map(AdConnection::id).toList(),
        bench.source.reads().get(0).targets().stream().map(ReadTarget::connectionId).toList());
    assertEquals("true", bench.source.reads().get(0).labels().get("shared"));
    all.forEach(one -> assertEquals(12, bench.rowsStored(one)));
  }

  @Test
  void oneTenantsLoadThatFails_stopsNoOther() {
    List<UUID> jobs = jobs();
    bench.store.link.refuseOnce(
        "load", new StoreException(StoreException.Code.STORE_REFUSED, "bad statement", null));

    List<RunOutcome> outcomes = bench.run(jobs);

    assertEquals(List.of(Kind.FAILED, Kind.SUCCEEDED, Kind.SUCCEEDED), kinds(outcomes));
    assertEquals(0, bench.rowsStored(bench.connection));
    assertEquals(12, bench.rowsStored(blue));
    assertEquals(12, bench.rowsStored(cyan));
  }

  @Test
  void oneTenantsLeaseLostWhileTheQueryRuns_stopsNoOther() {
    List<UUID> jobs = jobs();
    Sinks.Empty<Void> queryEnds = Sinks.empty();
    bench.source.readLasts(queryEnds.asMono());
    AtomicReference<List<RunOutcome>> outcomes = new AtomicReference<>();
    bench.runSync.run(new SyncMessage.RunJobs(jobs)).subscribe(outcomes::set);
    stealLease(blue);

    queryEnds.tryEmitEmpty();

    assertEquals(List.of(Kind.SUCCEEDED, Kind.HELD, Kind.SUCCEEDED), kinds(outcomes.get()));
    assertEquals(0, bench.rowsStored(blue));
    assertEquals(12, bench.rowsStored(cyan));
    assertEquals(JobStatus.RUNNING, bench.row(jobs.get(1)).status());
    assertEquals(ScriptedSource.BYTES_BILLED, billed(jobs));
  }

  @Test
  void oneTenantsLeaseLostBetweenTheLoads_stopsNoOther() {
    List<UUID> jobs = jobs();
    bench.store.link.beforeNext("beginLoad", () -> stealLease(cyan));

    List<RunOutcome> outcomes = bench.run(jobs);

    assertEquals(List.of(Kind.SUCCEEDED, Kind.SUCCEEDED, Kind.HELD), kinds(outcomes));
    assertEquals(0, bench.rowsStored(cyan));
  }

  @Test
  void tenantsThatNeedDifferentDays_areReadApart() {
    bench.run(jobs());
    AdConnection late = bench.addTenant("late");
    bench.fillSource(late);
    bench.source.table().put(Bench.ownerOf(blue), DAY, MOVED_AGAIN, List.of(record(DAY, "1")));
    UUID moved =
        bench.plan(
            blue,
            Entity.CAMPAIGN_METRICS,
            "again",
            JobType.INCREMENTAL_SYNC,
            false,
            DayWindow.inclusive(DAY, DAY));

    bench.run(List.of(moved, bench.jobOf(late)));

    assertEquals(3, bench.source.reads().size());
    assertEquals(12, bench.rowsStored(late));
  }

  @Test
  void aConnectionOfOneAccount_isNotReadTogetherWithOneOfAll() {
    AdConnection account = Connections.withAccount(cyan, new UUID(5, 5), "acc-1");
    bench.store.connections.add(account, null);
    bench.fillSource(account);

    List<RunOutcome> outcomes = bench.run(List.of(bench.jobOf(blue), bench.jobOf(account)));

    assertEquals(List.of(Kind.SUCCEEDED, Kind.SUCCEEDED), kinds(outcomes));
    assertEquals(2, bench.source.reads().size());
    assertEquals(12, bench.rowsStored(account));
  }

  @Test
  void theBillIsSplitByRows_exactInTotal_andMarked() {
    bench.source.table().put(Bench.ownerOf(blue), DAY, MOVED, List.of());
    bench.source.table().put(Bench.ownerOf(cyan), DAY, MOVED, List.of(record(DAY, "1")));
    List<UUID> jobs = jobs();

    bench.run(jobs);

    assertEquals(ScriptedSource.BYTES_BILLED, billed(jobs));
    assertEquals(new BigDecimal("0.000059605"), cost(jobs));
    // 12, 10 and 11 of 33 rows.
    assertEquals(
        List.of(3_813_004L, 3_177_503L, 3_495_253L),
        jobs.stream().map(job -> bench.row(job).bytesBilled()).toList());
    assertTrue(jobs.stream().allMatch(job -> bench.row(job).costShared()));
  }

  @Test
  void anEvenSplit_survivesACrashBeforeTheRowsAreCounted() {
    List<UUID> jobs = jobs();
    bench.store.link.cutAfter("recordRead", 3);

    bench.run(jobs);

    assertEquals(ScriptedSource.BYTES_BILLED, billed(jobs));
    assertEquals(
        List.of(3_495_254L, 3_495_253L, 3_495_253L),
        jobs.stream().map(job -> bench.row(job).bytesBilled()).toList());
  }

  @Test
  void aMessageThatNamesAJobTwice_runsItOnce() {
    UUID job = bench.jobOf(blue);

    assertEquals(List.of(Kind.SUCCEEDED), kinds(bench.run(List.of(job, job))));
  }

  @Test
  void jobsOfAMessageThatCannotRun_haveTheirOwnOutcomes() {
    UUID done = bench.jobOf(blue);
    bench.run(done);

    List<RunOutcome> outcomes = bench.run(List.of(done, new UUID(0, 9), bench.jobOf(cyan)));

    assertEquals(List.of(Kind.ALREADY_OVER, Kind.UNKNOWN_JOB, Kind.SUCCEEDED), kinds(outcomes));
  }

  private List<UUID> jobs() {
    return all.stream().map(bench::jobOf).toList();
  }

  /** In order of the message's jobs, whatever the order in which they ended. */
  private static List<Kind> kinds(List<RunOutcome> outcomes) {
    return outcomes.stream().map(RunOutcome::kind).toList();
  }

  private long billed(List<UUID> jobs) {
    return jobs.stream().map(bench::row).mapToLong(JobRow::bytesBilled).sum();
  }

  private BigDecimal cost(List<UUID> jobs) {
    return jobs.stream()
        .map(job -> bench.row(job).costUsd())
        .collect(Collectors.reducing(BigDecimal.ZERO, BigDecimal::add));
  }

  private void stealLease(AdConnection of) {
    bench.store.leases.steal(of.id());
  }
}
