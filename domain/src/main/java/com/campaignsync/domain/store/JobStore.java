package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sync jobs. Calls that take a {@link Lease} change nothing and fail with {@link StoreException} of
 * code {@code FENCED} if the lease was lost.
 */
public interface JobStore {

  /**
   * A note of {@link #succeed}: the first day that is kept, where the job's window was cut there.
   * The days before it are dropped, not missing: the window connects to whatever was synced before.
   */
  String RETAINED_FROM = "retained_from";

  /** Empty if there is no such job. */
  Mono<SyncJob> find(UUID jobId);

  /**
   * Marks the job running and its connection syncing, counts an attempt on the connection, and
   * notes the window. False (and no change) if the job is over already, or if it is parked and its
   * next attempt has not come: a message that comes twice uses up no retry.
   */
  Mono<Boolean> start(UUID jobId, Lease lease, DayWindow window);

  /**
   * Adds what a read cost to the job and notes the decisions so far. Called before the rows are
   * loaded: a crash afterwards does not hide the bill.
   *
   * @param notes merged into the job's metadata; {@code bigquery_job} names the query, which counts
   *     as one read of the connection however often it is told of
   */
  Mono<Void> recordRead(UUID jobId, Lease lease, ReadCost cost, Map<String, Object> notes);

  /**
   * Corrects how the bill of a shared read was split, once it is known how many rows each job got.
   * Without a fence: some of the jobs are over.
   *
   * @param corrections per job, what to add; may be negative. All of them add up to nothing, but
   *     for the share of a job that had lost its lease when the others paid
   */
  Mono<Void> correctCosts(Map<UUID, ReadCost> corrections);

  /** Shows that the job is alive and how far it is, apart from any load transaction. */
  Mono<Void> heartbeat(UUID jobId, long recordsProcessed);

  /**
   * Ends the job and settles its connection's tracking fields, in one transaction under the fence.
   * The status is partial if the job has rejects, else skipped or completed.
   *
   * @param skipped whether this run found nothing to read; the job counts as skipped only if no
   *     earlier run of it had read, and billed, anything
   */
  Mono<JobStatus> succeed(UUID jobId, Lease lease, boolean skipped, Map<String, Object> notes);

  /**
   * Ends the job as failed, or parks it as retrying while it has retries left, with its next
   * attempt after an exponential back-off with jitter, and settles its connection's tracking
   * fields. Changes nothing if the job is over.
   *
   * @return where the job stands now
   */
  Mono<JobStatus> fail(UUID jobId, Lease lease, JobFailure failure);

  /**
   * Gives a started job back before its end, because its worker's time is nearly over: pending
   * again, with everything it has done. A continuation of it takes over.
   */
  Mono<Void> handBack(UUID jobId, Lease lease, Map<String, Object> notes);

  /**
   * Data-reading source queries of a connection's jobs since an instant: what the limit of 180 an
   * hour counts.
   */
  Mono<Long> readsSince(UUID connectionId, Instant since);

  /**
   * Pending and retrying jobs of a connection that may run now, at most a hundred: incremental
   * syncs before longer work, oldest first within each.
   */
  Flux<SyncJob> waiting(UUID connectionId);

  /**
   * Jobs nobody is working on though somebody should: retrying ones whose next attempt has come,
   * pending ones older than {@code quietFor}, running ones without a heartbeat for as long whose
   * connection's lease has expired.
   */
  Flux<SyncJob> stranded(Duration quietFor, int limit);
}
