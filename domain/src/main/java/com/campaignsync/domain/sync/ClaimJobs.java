package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LeaseStore;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Makes tasks of jobs: found, not over, lease taken, marked running. */
final class ClaimJobs {

  /** Data-reading source queries of a connection in any hour. */
  static final int READS_PER_HOUR_MAX = 180;

  private static final Duration HOUR = Duration.ofHours(1);

  private final ConnectionStore connections;
  private final JobStore jobs;
  private final LeaseStore leases;
  private final SettleJobs settle;
  private final InstantSource clock;
  private final RunSettings settings;

  ClaimJobs(
      ConnectionStore connections,
      JobStore jobs,
      LeaseStore leases,
      SettleJobs settle,
      InstantSource clock,
      RunSettings settings) {
    this.connections = connections;
    this.jobs = jobs;
    this.leases = leases;
    this.settle = settle;
    this.clock = clock;
    this.settings = settings;
  }

  /** Adds a task to the live ones; answers an outcome if there is nothing to run. */
  Mono<RunOutcome> claim(UUID jobId, LiveTasks live) {
    return jobs.find(jobId)
        .map(Outcomes.Found::new)
        .defaultIfEmpty(new Outcomes.Found(null))
        .flatMap(found -> claim(jobId, found.job(), live))
        // The store could not be asked; whatever was taken is given back by the run.
        .onErrorResume(error -> Mono.just(Outcomes.tryAgain(jobId, error)));
  }

  private Mono<RunOutcome> claim(UUID jobId, @Nullable SyncJob job, LiveTasks live) {
    if (job == null) {
      return Mono.just(Outcomes.unknown(jobId));
    }
    if (job.status().isOver()) {
      return Mono.just(Outcomes.over(job, "the job is " + job.status().wireName()));
    }
    return connections
        .find(job.connectionId())
        .flatMap(connection -> take(job, connection, live))
        // A connection that cannot even be read, for its mapping is wrong, stays so until mended.
        .onErrorResume(Outcomes::isRefusal, error -> failUnread(job, error))
        .switchIfEmpty(Mono.defer(() -> Mono.just(Outcomes.unknown(jobId))))
        .filter(outcome -> outcome != Outcomes.CLAIMED);
  }

  private Mono<RunOutcome> failUnread(SyncJob job, Throwable error) {
    return leases
        .acquire(job.connectionId(), ownerOf(job), settings.leaseTimeToLive())
        .flatMap(lease -> settle.failUnread(job, lease, error))
        .switchIfEmpty(Mono.fromSupplier(() -> held(job)));
  }

  private static String ownerOf(SyncJob job) {
    return job.id() + "/" + UUID.randomUUID();
  }

  private Mono<RunOutcome> take(SyncJob job, AdConnection connection, LiveTasks live) {
    return leases
        .acquire(job.connectionId(), ownerOf(job), settings.leaseTimeToLive())
        .flatMap(lease -> begin(job, connection, lease, live))
        .switchIfEmpty(Mono.fromSupplier(() -> held(job)));
  }

  /** Read again under the lease: a mapping that changed just before must not be run as it was. */
  private Mono<RunOutcome> begin(SyncJob job, AdConnection seen, Lease lease, LiveTasks live) {
    return connections
        .find(job.connectionId())
        .defaultIfEmpty(seen)
        .flatMap(connection -> begin(taskOf(job, connection, lease), live))
        .onErrorResume(error -> settle.failUnread(job, lease, error));
  }

  private SyncTask taskOf(SyncJob job, AdConnection connection, Lease lease) {
    DayWindow wanted = windowOf(job, connection);
    DayWindow kept = settings.retention().clip(wanted, clock.instant());
    return kept == null
        ? new SyncTask(job, connection, wanted, false, lease)
        : new SyncTask(job, connection, kept, !kept.equals(wanted), lease);
  }

  private DayWindow windowOf(SyncJob job, AdConnection connection) {
    DayWindow asked = job.window();
    if (asked != null) {
      return asked;
    }
    return job.type().isMaintenance()
        ? SyncWindows.fullResync(connection, clock.instant())
        : SyncWindows.incremental(connection, job.entity(), clock.instant());
  }

  private Mono<RunOutcome> begin(SyncTask task, LiveTasks live) {
    live.add(task);
    return jobs.start(task.job().id(), task.lease(), task.window())
        .flatMap(
            started ->
                started
                    ? refuseWhatCannotRun(task).thenReturn(Outcomes.CLAIMED)
                    : settle.leave(
                        task,
                        live,
                        Outcomes.over(
                            task.job(), "the job ended meanwhile, or its next attempt is to come")))
        .onErrorResume(error -> settle.fail(task, live, error));
  }

  private Mono<Void> refuseWhatCannotRun(SyncTask task) {
    Instant now = clock.instant();
    if (settings.retention().drops(task.window().firstDay(), now)) {
      return Mono.error(PlanRefused.dropped(task.window(), settings.retention(), now));
    }
    if (task.connection().mappingOf(task.job().entity()) == null) {
      return Mono.error(
          new SourceException(
              SourceException.Code.SOURCE_TABLE_NOT_FOUND,
              "the connection names no source of %s; give it one or stop asking for them"
                  .formatted(task.job().entity().wireName()),
              null));
    }
    return jobs.readsSince(task.connection().id(), clock.instant().minus(HOUR))
        .filter(reads -> reads >= READS_PER_HOUR_MAX)
        .flatMap(
            reads ->
                Mono.error(
                    new SourceException(
                        SourceException.Code.SOURCE_RATE_LIMITED,
                        "%d source reads of this connection within an hour, at most %d are allowed"
                            .formatted(reads, READS_PER_HOUR_MAX),
                        null)));
  }

  private static RunOutcome held(SyncJob job) {
    return switch (job.status()) {
      case RUNNING ->
          Outcomes.of(Kind.HELD, job, "the job is marked running and its lease is held");
      case PENDING, RETRYING, COMPLETED, PARTIAL, SKIPPED, FAILED, BLOCKED ->
          Outcomes.of(Kind.WAITS_FOR_LEASE, job, "another job holds the connection");
    };
  }
}
