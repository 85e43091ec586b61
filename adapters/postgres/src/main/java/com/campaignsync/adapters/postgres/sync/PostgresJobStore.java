package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.JobFailure;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.ReadCost;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import com.campaignsync.domain.store.SyncJob;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Jobs in Postgres. */
public final class PostgresJobStore implements JobStore {

  private final Database database;
  private final FencedTransaction fenced;

  public PostgresJobStore(Database database) {
    this.database = database;
    this.fenced = new FencedTransaction(database);
  }

  @Override
  public Mono<SyncJob> find(UUID jobId) {
    return database.inTransaction(connection -> SelectJob.run(connection, jobId).next());
  }

  @Override
  public Mono<Boolean> start(UUID jobId, Lease lease, DayWindow window) {
    return fenced.run(
        lease,
        connection ->
            StartJob.run(connection, jobId, lease, window)
                .map(rows -> rows > 0)
                .delayUntil(started -> headOf(connection, jobId)));
  }

  @Override
  public Mono<Void> recordRead(UUID jobId, Lease lease, ReadCost cost, Map<String, Object> notes) {
    return fenced
        .run(lease, connection -> AddReadCost.run(connection, jobId, lease, cost, notes))
        .then();
  }

  @Override
  public Mono<Void> correctCosts(Map<UUID, ReadCost> corrections) {
    return database
        .inTransaction(
            connection ->
                CorrectCosts.run(connection, corrections)
                    .delayUntil(done -> RefreshHeads.run(connection, corrections.keySet())))
        .then();
  }

  @Override
  public Mono<Void> heartbeat(UUID jobId, long recordsProcessed) {
    return database
        .inTransaction(connection -> HeartbeatJob.run(connection, jobId, recordsProcessed))
        .then();
  }

  @Override
  public Mono<JobStatus> succeed(
      UUID jobId, Lease lease, boolean skipped, Map<String, Object> notes) {
    return fenced.run(
        lease,
        connection ->
            SucceedJob.run(connection, jobId, lease, skipped, notes)
                .delayUntil(ended -> settle(connection, lease, jobId, ended))
                .delayUntil(ended -> headOf(connection, jobId))
                .map(SucceedJob.Ended::status)
                .switchIfEmpty(Mono.defer(() -> statusOf(connection, jobId))));
  }

  private static Mono<Long> settle(
      Connection connection, Lease lease, UUID jobId, SucceedJob.Ended ended) {
    return MoveProgress.run(connection, lease.connectionId(), jobId)
        .then(
            SettleConnection.afterSuccess(
                connection, lease.connectionId(), jobId, ended.changed()));
  }

  @Override
  public Mono<JobStatus> fail(UUID jobId, Lease lease, JobFailure failure) {
    return fenced.run(
        lease,
        connection ->
            FailJob.run(connection, jobId, lease, failure)
                .delayUntil(
                    status -> SettleConnection.otherwise(connection, lease.connectionId(), jobId))
                .delayUntil(status -> headOf(connection, jobId))
                .switchIfEmpty(Mono.defer(() -> statusOf(connection, jobId))));
  }

  @Override
  public Mono<Void> handBack(UUID jobId, Lease lease, Map<String, Object> notes) {
    return fenced
        .run(
            lease,
            connection ->
                HandBackJob.run(connection, jobId, lease, notes)
                    .then(SettleConnection.otherwise(connection, lease.connectionId(), jobId)))
        .then();
  }

  /** A head follows its parts in their own transactions, and last, so that it is locked shortly. */
  private static Mono<Void> headOf(Connection connection, UUID jobId) {
    return RefreshHeads.run(connection, List.of(jobId));
  }

  private static Mono<JobStatus> statusOf(Connection connection, UUID jobId) {
    return SelectJob.run(connection, jobId)
        .next()
        .map(SyncJob::status)
        .switchIfEmpty(
            Mono.error(() -> new StoreException(Code.STORE_REFUSED, "no job " + jobId, null)));
  }

  @Override
  public Mono<Long> readsSince(UUID connectionId, Instant since) {
    return database.inTransaction(
        connection -> CountSourceReads.run(connection, connectionId, since));
  }

  @Override
  public Flux<SyncJob> waiting(UUID connectionId) {
    return database
        .inTransaction(connection -> SelectWaitingJobs.run(connection, connectionId).collectList())
        .flatMapIterable(jobs -> jobs);
  }

  @Override
  public Flux<SyncJob> stranded(Duration quietFor, int limit) {
    return database
        .inTransaction(
            connection -> SelectStrandedJobs.run(connection, quietFor, limit).collectList())
        .flatMapIterable(jobs -> jobs);
  }
}
