package com.campaignsync.domain.sync;

import com.campaignsync.domain.cost.OnDemandPrice;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LeaseStore;
import com.campaignsync.domain.store.MetricsStore;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import com.campaignsync.domain.sync.SyncMessage.RunJob;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Runs one sync job: claim, gate, read, load, settle. May be called twice, at once, late, or die at
 * any line: the job row, the lease's fence and the watermarks make the end state the same.
 */
public final class RunSync {

  /** At the heartbeat's pace: a database that restarts is back within some fifteen seconds. */
  private static final int RELEASE_RETRIES_MAX = 8;

  private final ConnectionStore connections;
  private final JobStore jobs;
  private final LeaseStore leases;
  private final MessagePublisher publisher;
  private final CopyDays copyDays;
  private final InstantSource clock;
  private final RunSettings settings;

  /**
   * @param price what a byte billed costs where the source lives
   * @param clock says which day is today
   */
  public RunSync(
      CampaignMetricsSource source,
      ConnectionStore connections,
      JobStore jobs,
      LeaseStore leases,
      MetricsStore metrics,
      MessagePublisher publisher,
      OnDemandPrice price,
      InstantSource clock,
      RunSettings settings) {
    this.connections = connections;
    this.jobs = jobs;
    this.leases = leases;
    this.publisher = publisher;
    this.copyDays = new CopyDays(source, metrics, jobs, price, settings.recordsPerCommit());
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * Acts on one delivery. Fails only if the store could not be asked at all; every other failure is
   * an outcome.
   */
  public Mono<RunOutcome> run(RunJob message) {
    return jobs.find(message.jobId())
        .flatMap(this::runUnlessOver)
        .switchIfEmpty(Mono.fromSupplier(() -> unknown(message.jobId())));
  }

  private Mono<RunOutcome> runUnlessOver(SyncJob job) {
    if (job.status().isOver()) {
      return Mono.just(outcome(Kind.ALREADY_OVER, job, "the job is " + job.status().wireName()));
    }
    String owner = job.id() + "/" + UUID.randomUUID();
    return leases
        .acquire(job.connectionId(), owner, settings.leaseTimeToLive())
        .flatMap(lease -> runAndRelease(job, lease))
        .switchIfEmpty(Mono.fromSupplier(() -> held(job)));
  }

  private Mono<RunOutcome> runAndRelease(SyncJob job, Lease lease) {
    return Mono.usingWhen(
            Mono.just(lease),
            held -> attempt(job, held).onErrorResume(error -> settleFailure(job, held, error)),
            this::release,
            (held, error) -> release(held),
            this::release)
        .flatMap(outcome -> publishNext(job).thenReturn(outcome));
  }

  /**
   * Gives the lease back, through a restart of the database if need be: kept, it would hold up the
   * connection until it expires. A release that fails for good is no failure of the run.
   */
  private Mono<Void> release(Lease lease) {
    return leases
        .release(lease)
        .retryWhen(Retry.fixedDelay(RELEASE_RETRIES_MAX, settings.heartbeat()))
        .timeout(settings.leaseTimeToLive())
        .onErrorComplete();
  }

  private Mono<RunOutcome> attempt(SyncJob job, Lease lease) {
    return connections
        .find(job.connectionId())
        .flatMap(connection -> attempt(job, connection, lease))
        .switchIfEmpty(Mono.fromSupplier(() -> unknown(job.id())));
  }

  private Mono<RunOutcome> attempt(SyncJob job, AdConnection connection, Lease lease) {
    DayWindow wanted = job.window();
    DayWindow window =
        wanted == null ? SyncWindows.incremental(connection, clock.instant()) : wanted;
    CopyDays.Task task = new CopyDays.Task(job, connection, window, lease);
    return jobs.start(job.id(), lease, window)
        .flatMap(
            started ->
                started
                    ? copy(task)
                    : Mono.just(outcome(Kind.ALREADY_OVER, job, "the job ended meanwhile")));
  }

  private Mono<RunOutcome> copy(CopyDays.Task task) {
    AtomicLong recordsSeen = new AtomicLong();
    Mono<GateDecision> copied = copyDays.copy(task, recordsSeen);
    Mono<GateDecision> heartbeat = new Heartbeat(jobs, leases, settings).beat(task, recordsSeen);
    return Mono.firstWithSignal(copied, heartbeat).flatMap(gate -> succeed(task, gate));
  }

  private Mono<RunOutcome> succeed(CopyDays.Task task, GateDecision gate) {
    Map<String, Object> notes = Map.of("gate", gate.reason(), "days_read", gate.dayCount());
    return jobs.succeed(task.job().id(), task.lease(), gate.nothingToRead(), notes)
        .map(status -> succeeded(task.job(), status));
  }

  /** A partial job is a success that somebody must look at: it has a code. */
  private static RunOutcome succeeded(SyncJob job, JobStatus status) {
    String code = status == JobStatus.PARTIAL ? "SYNC_PARTIAL" : null;
    String message = "the job is " + status.wireName();
    return new RunOutcome(Kind.SUCCEEDED, job.id(), job.tenantId(), code, message, null);
  }

  private Mono<RunOutcome> settleFailure(SyncJob job, Lease lease, Throwable error) {
    Failures.Verdict verdict = Failures.judge(error);
    if (verdict.leaseLost()) {
      return Mono.just(outcome(Kind.HELD, job, verdict));
    }
    return jobs.fail(job.id(), lease, verdict.failure())
        .map(status -> failedAs(status, job, verdict))
        // The store cannot even keep the failure: leave the job as it is, to be delivered again.
        .onErrorResume(e -> Mono.just(outcome(Kind.TRY_AGAIN, job, verdict)));
  }

  /** A success whose answer got lost on the way stays one: only its report failed. */
  private static RunOutcome failedAs(JobStatus status, SyncJob job, Failures.Verdict verdict) {
    return switch (status) {
      case COMPLETED, PARTIAL, SKIPPED, BLOCKED ->
          outcome(Kind.ALREADY_OVER, job, "the job is " + status.wireName());
      case FAILED -> outcome(Kind.FAILED, job, verdict);
      case PENDING, RUNNING, RETRYING -> outcome(Kind.TRY_AGAIN, job, verdict);
    };
  }

  /** A job that found the lease taken waits as a row; whoever frees the lease wakes the next. */
  private Mono<Void> publishNext(SyncJob done) {
    return jobs.waiting(done.connectionId())
        .filter(waiting -> !waiting.id().equals(done.id()))
        .next()
        .flatMap(next -> publisher.publish(new RunJob(next.id())))
        // Dispatch finds what this could not wake.
        .onErrorComplete();
  }

  private static RunOutcome held(SyncJob job) {
    return job.status() == JobStatus.RUNNING
        ? outcome(Kind.HELD, job, "the job is marked running and its lease is held")
        : outcome(Kind.WAITS_FOR_LEASE, job, "another job holds the connection");
  }

  private static RunOutcome outcome(Kind kind, SyncJob job, String message) {
    return new RunOutcome(kind, job.id(), job.tenantId(), null, message, null);
  }

  private static RunOutcome outcome(Kind kind, SyncJob job, Failures.Verdict verdict) {
    return new RunOutcome(
        kind,
        job.id(),
        job.tenantId(),
        verdict.failure().code(),
        verdict.failure().message(),
        verdict.cause());
  }

  private static RunOutcome unknown(UUID jobId) {
    return new RunOutcome(
        Kind.UNKNOWN_JOB,
        jobId,
        null,
        "JOB_UNKNOWN",
        "no such job or connection; nothing to do",
        null);
  }
}
