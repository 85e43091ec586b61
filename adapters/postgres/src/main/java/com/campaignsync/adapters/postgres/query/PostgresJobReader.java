package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.JobReader;
import com.campaignsync.domain.query.JobView;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Reads sync jobs of one tenant. */
public final class PostgresJobReader implements JobReader {

  private final ApiTransactions transactions;

  /** Reads through these transactions. */
  public PostgresJobReader(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<JobView> find(TenantId tenantId, UUID jobId) {
    return transactions.inTenant(
        tenantId, connection -> SelectJob.run(connection, tenantId, jobId));
  }

  @Override
  public Mono<UUID> assetsOf(TenantId tenantId, UUID jobId) {
    return transactions.inTenant(
        tenantId, connection -> SelectAssetJob.run(connection, tenantId, jobId));
  }

  @Override
  public Mono<SyncStatus> status(TenantId tenantId, int limit) {
    return transactions.inSnapshot(
        tenantId,
        connection ->
            SelectRecentJobs.run(connection, tenantId, limit)
                .flatMap(recent -> status(connection, tenantId, recent)));
  }

  private static Mono<SyncStatus> status(
      Connection connection, TenantId tenantId, List<JobView> recent) {
    return SelectLastEndedJob.run(connection, tenantId)
        .zipWhen(last -> CountJobs.run(connection, tenantId))
        .map(
            found ->
                new SyncStatus(
                    found.getT1(), found.getT2().open() > 0, recent, found.getT2().total()));
  }
}
