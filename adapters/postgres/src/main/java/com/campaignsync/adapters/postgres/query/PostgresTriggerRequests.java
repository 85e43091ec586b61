package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.store.TriggerRequests;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Keeps requests for syncs of all that a tenant has, in a transaction of that tenant. */
public final class PostgresTriggerRequests implements TriggerRequests {

  /** In the order of ids, as every request for syncs locks: two never wait in a circle. */
  private static final SqlStatement LOCK =
      new SqlStatement(
          "SELECT id FROM connections WHERE tenant_id = $1 ORDER BY id FOR NO KEY UPDATE");

  private final ApiTransactions transactions;
  private final int connectionsMax;

  /** Writes through these transactions. */
  public PostgresTriggerRequests(ApiTransactions transactions) {
    this(transactions, CONNECTIONS_MAX);
  }

  PostgresTriggerRequests(ApiTransactions transactions, int connectionsMax) {
    this.transactions = transactions;
    this.connectionsMax = connectionsMax;
  }

  @Override
  public Mono<Triggered> trigger(TenantId tenantId, String userId, String requestId) {
    return transactions.inTenant(
        tenantId,
        connection ->
            SelectTenant.run(connection, tenantId)
                .delayUntil(tenant -> lock(connection, tenantId))
                .flatMap(tenant -> CountTrigger.run(connection, tenantId))
                .flatMap(
                    counts ->
                        InsertTriggeredJobs.run(
                                connection,
                                tenantId,
                                userId,
                                "trigger:" + requestId,
                                connectionsMax)
                            .map(jobs -> triggered(jobs, counts, connectionsMax)))
                .delayUntil(done -> markQueued(connection, tenantId, done)));
  }

  /** By itself: the statements behind it then see what was kept while this one waited. */
  private static Mono<Void> lock(Connection connection, TenantId tenantId) {
    return LOCK.rows(connection, statement -> statement.bind("$1", tenantId.value()), row -> true)
        .then();
  }

  private static Triggered triggered(
      List<DueJob> jobs, CountTrigger.Counts counts, int connectionsMax) {
    long queued = connections(jobs).size();
    return new Triggered(
        jobs,
        queued,
        counts.paused(),
        counts.underWay(),
        Math.max(0, counts.idle() - connectionsMax));
  }

  private static List<UUID> connections(List<DueJob> jobs) {
    return jobs.stream()
        .map(DueJob::job)
        .filter(job -> job.entity() == Entity.CAMPAIGN_METRICS)
        .map(job -> job.connectionId())
        .toList();
  }

  private static Mono<Void> markQueued(
      Connection connection, TenantId tenantId, Triggered triggered) {
    return new ConnectionSet(tenantId, connections(triggered.jobs())).markQueued(connection);
  }
}
