package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.GroupRequests;
import com.campaignsync.domain.store.JobRequests;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps requests for syncs, with the few rights that the API has. */
public final class PostgresSyncRequests implements JobRequests, GroupRequests {

  /** The job that an earlier delivery of the same request made. */
  private static final SqlStatement REQUESTED =
      new SqlStatement(
          """
          SELECT id, coalesce(connection_id, former_connection_id) AS connection_id, status, start_date, end_date, forced, retry_count,
            max_retries, entity, job_type
          FROM sync_jobs WHERE tenant_id = $1 AND idempotency_key = $2\
          """);

  private final ApiTransactions transactions;

  /** Writes through these transactions. */
  public PostgresSyncRequests(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<SyncJob> request(NewJob job) {
    ConnectionSet connections = new ConnectionSet(job.tenantId(), List.of(job.connectionId()));
    return transactions.inTenant(
        job.tenantId(),
        connection ->
            connections
                .lock(connection)
                .then(requested(connection, job))
                .switchIfEmpty(Mono.defer(() -> broughtForward(connection, connections, job)))
                .switchIfEmpty(Mono.defer(() -> insert(connection, connections, job))));
  }

  private static Mono<SyncJob> broughtForward(
      Connection connection, ConnectionSet connections, NewJob job) {
    return job.window() != null
        ? Mono.empty()
        : connections
            .bringForward(connection, job)
            .delayUntil(found -> connections.markQueued(connection));
  }

  private static Mono<SyncJob> requested(Connection connection, NewJob job) {
    return REQUESTED
        .rows(
            connection,
            statement ->
                statement.bind("$1", job.tenantId().value()).bind("$2", job.idempotencyKey()),
            row -> RequestedJob.read(row, job.tenantId()))
        .next();
  }

  private static Mono<SyncJob> insert(
      Connection connection, ConnectionSet connections, NewJob job) {
    return connections
        .requireIdle(connection, job.entity())
        .then(Mono.defer(() -> InsertJob.run(connection, job)))
        .delayUntil(inserted -> InsertAssetJobs.run(connection, job.tenantId(), List.of(inserted)))
        .delayUntil(inserted -> connections.markQueued(connection));
  }

  @Override
  public Mono<JobGroup> request(TenantId tenantId, List<NewJob> jobs) {
    ConnectionSet connections =
        new ConnectionSet(tenantId, jobs.stream().map(NewJob::connectionId).toList());
    return transactions.inTenant(
        tenantId,
        connection ->
            connections
                .lock(connection)
                .then(connections.requireIdle(connection, jobs.get(0).entity()))
                .then(Mono.defer(() -> InsertJobGroup.run(connection, jobs.get(0))))
                .flatMap(parentId -> insertParts(connection, jobs, parentId))
                .flatMap(group -> withAssets(connection, tenantId, group))
                .delayUntil(group -> connections.markQueued(connection)));
  }

  private static Mono<JobGroup> insertParts(
      Connection connection, List<NewJob> jobs, UUID parentId) {
    return Flux.fromIterable(jobs)
        .concatMap(job -> InsertJob.run(connection, withParent(job, parentId)))
        .collectList()
        .map(inserted -> new JobGroup(parentId, inserted));
  }

  private static Mono<JobGroup> withAssets(
      Connection connection, TenantId tenantId, JobGroup group) {
    return InsertAssetJobs.run(connection, tenantId, group.jobs())
        .map(assets -> Stream.concat(group.jobs().stream(), assets.stream()).toList())
        .map(jobs -> new JobGroup(group.parentId(), jobs));
  }

  private static NewJob withParent(NewJob job, UUID parentId) {
    return new NewJob(
        job.connectionId(),
        job.tenantId(),
        job.entity(),
        job.type(),
        job.window(),
        job.forced(),
        parentId,
        job.trigger(),
        job.userId(),
        job.idempotencyKey(),
        job.campaignSpaceIds());
  }
}
