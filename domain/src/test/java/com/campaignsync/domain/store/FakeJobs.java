package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Jobs in memory. Every call that takes a lease proves its fence first. */
public final class FakeJobs implements JobStore, JobRequests, JobPlans {

  private static final int RETRIES_MAX = 3;
  private static final int WAITING_MAX = 100;

  /** Incremental syncs before longer work, oldest first within each. */
  private static final Comparator<JobRow> URGENCY =
      Comparator.<JobRow, Boolean>comparing(row -> row.wanted.type().isMaintenance())
          .thenComparing(row -> row.createdAt);

  private final StoreLink link;
  private final InstantSource clock;
  private final FakeLeases leases;
  private final Supplier<FakeConnections> connections;
  private final Map<UUID, JobRow> rows = new LinkedHashMap<>();

  FakeJobs(
      StoreLink link,
      InstantSource clock,
      FakeLeases leases,
      Supplier<FakeConnections> connections) {
    this.link = link;
    this.clock = clock;
    this.leases = leases;
    this.connections = connections;
  }

  /** The job's row, for a look at what a run left. */
  public JobRow row(UUID jobId) {
    JobRow row = rows.get(jobId);
    if (row == null) {
      throw new StoreException(StoreException.Code.STORE_REFUSED, "no job " + jobId, null);
    }
    return row;
  }

  public List<JobRow> rows() {
    return List.copyOf(rows.values());
  }

  @Override
  public Mono<SyncJob> find(UUID jobId) {
    return link.ask("find", () -> rows.containsKey(jobId) ? row(jobId).job() : null);
  }

  @Override
  public Mono<SyncJob> request(NewJob wanted) {
    return link.ask("request", () -> known(wanted).orElseGet(() -> queue(wanted)));
  }

  private Optional<SyncJob> known(NewJob wanted) {
    return rows.values().stream()
        .filter(row -> row.idempotencyKey.equals(wanted.idempotencyKey()))
        .map(JobRow::job)
        .findFirst();
  }

  private SyncJob queue(NewJob wanted) {
    Optional<JobRow> parked =
        underWay(wanted.connectionId(), wanted.entity())
            .filter(row -> row.status == JobStatus.RETRYING)
            .filter(row -> wanted.window() == null && row.wanted.type() == wanted.type())
            .filter(row -> row.wanted.window() == null && row.wanted.campaignSpaceIds().isEmpty());
    if (parked.isPresent()) {
      parked.get().bringForward(clock.instant());
      return parked.get().job();
    }
    underWay(wanted.connectionId(), wanted.entity())
        .ifPresent(
            row -> {
              throw new SyncAlreadyRunning(row.id);
            });
    connections.get().row(wanted.connectionId()).syncStatus = "queued";
    SyncJob job = keep(wanted);
    queueAssets(wanted);
    return job;
  }

  private Optional<JobRow> underWay(UUID connectionId, Entity entity) {
    return rows.values().stream()
        .filter(row -> row.connectionId.equals(connectionId) && row.wanted.entity() == entity)
        .filter(row -> !row.status.isOver())
        .findFirst();
  }

  /** Who asks for a sync of a connection means its assets too, unless they are under way. */
  private void queueAssets(NewJob wanted) {
    boolean has =
        connections
            .get()
            .row(wanted.connectionId())
            .connection()
            .entities()
            .contains(Entity.ASSET_METRICS);
    if (wanted.entity() == Entity.CAMPAIGN_METRICS
        && has
        && underWay(wanted.connectionId(), Entity.ASSET_METRICS).isEmpty()) {
      keep(
          new NewJob(
              wanted.connectionId(),
              wanted.tenantId(),
              Entity.ASSET_METRICS,
              wanted.type(),
              wanted.window(),
              wanted.forced(),
              wanted.parentJobId(),
              wanted.trigger(),
              wanted.userId(),
              wanted.idempotencyKey() + ":asset_metrics"));
    }
  }

  @Override
  public Flux<SyncJob> plan(@Nullable String parentKey, List<NewJob> jobs) {
    return link.ask("plan", () -> keepAll(parentKey, jobs)).flatMapIterable(kept -> kept);
  }

  /** A parent only shows progress; nobody runs it, so the fake keeps none. */
  private List<SyncJob> keepAll(@Nullable String parentKey, List<NewJob> jobs) {
    List<SyncJob> kept = new ArrayList<>();
    jobs.forEach(job -> kept.add(keep(job)));
    return kept;
  }

  @Override
  public Flux<SyncJob> open(UUID connectionId, JobType type) {
    return jobs(
        "open",
        Integer.MAX_VALUE,
        row ->
            row.connectionId.equals(connectionId)
                && row.wanted.type() == type
                && !row.status.isOver());
  }

  /** Keeps a job as the schedule does: though another one may be under way. */
  public SyncJob schedule(NewJob wanted) {
    synchronized (link) {
      return keep(wanted);
    }
  }

  /** Keeps a job, within somebody's transaction. A known key answers the job of then. */
  SyncJob keep(NewJob wanted) {
    return known(wanted)
        .orElseGet(
            () -> {
              UUID id = new UUID(0x4a4f42L << 40, rows.size() + 1L);
              JobRow row = new JobRow(id, wanted, RETRIES_MAX, clock.instant());
              rows.put(row.id, row);
              return row.job();
            });
  }

  /** Whether a job of the schedule is not over yet. */
  boolean hasScheduledOpen(Predicate<NewJob> wanted) {
    return rows.values().stream()
        .anyMatch(
            row ->
                !row.status.isOver()
                    && row.wanted.trigger() == NewJob.Trigger.SCHEDULER
                    && wanted.test(row.wanted));
  }

  @Override
  public Mono<Boolean> start(UUID jobId, Lease lease, DayWindow window) {
    return link.ask(
        "start",
        () -> {
          leases.prove(lease);
          JobRow row = row(jobId);
          if (row.status.isOver() || row.isParked(clock.instant())) {
            return false;
          }
          FakeConnections.Row connection = connections.get().row(row.connectionId);
          connection.syncStatus = "syncing";
          connection.attempts += row.starts() == 0 ? 1 : 0;
          row.start(clock.instant(), window);
          connection.lastAttemptedAt = clock.instant();
          return true;
        });
  }

  @Override
  public Mono<Void> recordRead(UUID jobId, Lease lease, ReadCost cost, Map<String, Object> notes) {
    return link.tell(
        "recordRead",
        () -> {
          leases.prove(lease);
          row(jobId).addRead(clock.instant(), cost, notes);
        });
  }

  @Override
  public Mono<Void> correctCosts(Map<UUID, ReadCost> corrections) {
    return link.tell(
        "correctCosts",
        () -> corrections.forEach((jobId, correction) -> row(jobId).addCost(correction)));
  }

  @Override
  public Mono<Void> heartbeat(UUID jobId, long recordsProcessed) {
    return link.tell("heartbeat", () -> row(jobId).beat(clock.instant(), recordsProcessed));
  }

  @Override
  public Mono<JobStatus> succeed(
      UUID jobId, Lease lease, boolean skipped, Map<String, Object> notes) {
    return link.ask(
        "succeed",
        () -> {
          leases.prove(lease);
          JobRow row = row(jobId);
          if (!row.status.isOver()) {
            row.succeed(clock.instant(), skipped, notes);
            settle(row);
          }
          return row.status;
        });
  }

  private void settle(JobRow row) {
    FakeConnections.Row connection = connections.get().row(row.connectionId);
    connection.syncStatus = othersWait(row) ? "queued" : "idle";
    connection.lastError = null;
    DayWindow window = row.window();
    if (window != null) {
      Object retainedFrom = row.notes().get(RETAINED_FROM);
      boolean fromFirstKept = window.firstDay().toString().equals(retainedFrom);
      connection.syncedThrough(row.wanted.entity(), window, fromFirstKept, clock.instant());
    }
    if (row.counts.changedAnything()) {
      connection.syncsWithChanges++;
      connection.metricsChangedAt = clock.instant();
    }
  }

  private boolean othersWait(JobRow ended) {
    return rows.values().stream()
        .anyMatch(
            row ->
                row != ended
                    && row.connectionId.equals(ended.connectionId)
                    && row.isWaiting(clock.instant()));
  }

  @Override
  public Mono<JobStatus> fail(UUID jobId, Lease lease, JobFailure failure) {
    return link.ask(
        "fail",
        () -> {
          leases.prove(lease);
          JobRow row = row(jobId);
          if (!row.status.isOver()) {
            row.fail(clock.instant(), failure);
            FakeConnections.Row connection = connections.get().row(row.connectionId);
            connection.syncStatus = othersWait(row) ? "queued" : "error";
            connection.lastError = failure.message();
          }
          return row.status;
        });
  }

  @Override
  public Mono<Void> handBack(UUID jobId, Lease lease, Map<String, Object> notes) {
    return link.tell(
        "handBack",
        () -> {
          leases.prove(lease);
          JobRow row = row(jobId);
          if (!row.status.isOver()) {
            row.handBack(clock.instant(), notes);
            connections.get().row(row.connectionId).syncStatus = "queued";
          }
        });
  }

  @Override
  public Mono<Long> readsSince(UUID connectionId, Instant since) {
    return link.ask(
        "readsSince",
        () ->
            rows.values().stream()
                .filter(row -> row.connectionId.equals(connectionId))
                .flatMap(row -> row.readsSince(since).stream())
                .distinct()
                .count());
  }

  @Override
  public Flux<SyncJob> waiting(UUID connectionId) {
    return jobs(
        "waiting",
        WAITING_MAX,
        row -> row.connectionId.equals(connectionId) && row.isWaiting(clock.instant()));
  }

  @Override
  public Flux<SyncJob> stranded(Duration quietFor, int limit) {
    return jobs("stranded", limit, row -> isStranded(row, clock.instant().minus(quietFor)));
  }

  private boolean isStranded(JobRow row, Instant quietSince) {
    return switch (row.status) {
      case RETRYING -> row.isWaiting(clock.instant());
      case PENDING -> row.touchedAt.isBefore(quietSince);
      case RUNNING -> row.touchedAt.isBefore(quietSince) && !leases.isHeld(row.connectionId);
      case COMPLETED, PARTIAL, SKIPPED, FAILED, BLOCKED -> false;
    };
  }

  private Flux<SyncJob> jobs(String call, int limit, Predicate<JobRow> wanted) {
    return link.ask(
            call,
            () ->
                rows.values().stream()
                    .filter(wanted)
                    .sorted(URGENCY)
                    .limit(limit)
                    .map(JobRow::job)
                    .toList())
        .flatMapIterable(found -> found);
  }

  /** A load adds what it did, in its own transaction. */
  void addCounts(UUID jobId, LoadCounts counts) {
    row(jobId).counts = row(jobId).counts.plus(counts);
  }

  /** Whether the job has been asked for; a load for none is refused. */
  boolean knows(UUID jobId) {
    return rows.containsKey(jobId);
  }

  /** What all jobs together paid. */
  public BigDecimal costUsd() {
    return rows.values().stream().map(JobRow::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
