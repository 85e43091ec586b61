package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.TenantTransactions;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.RejectFilter;
import com.campaignsync.domain.store.RejectStore;
import com.campaignsync.domain.store.RejectedRow;
import com.campaignsync.domain.tenant.TenantId;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rejected rows of one tenant in Postgres. */
public final class PostgresRejectStore implements RejectStore {

  private final TenantTransactions transactions;

  /**
   * @param transactions under which role it reads: the API's or a worker's
   */
  public PostgresRejectStore(TenantTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Flux<RejectedRow> list(RejectFilter filter, long beforeId, int limit) {
    int bounded = Math.min(limit, PAGE_MAX);
    return transactions
        .inTenant(
            filter.tenantId(),
            connection -> SelectRejects.run(connection, filter, beforeId, bounded))
        .flatMapIterable(rows -> rows);
  }

  @Override
  public Mono<Map<String, Long>> counts(RejectFilter filter) {
    return transactions.inTenant(
        filter.tenantId(), connection -> CountRejects.run(connection, filter));
  }

  @Override
  public Flux<LocalDate> replayDays(TenantId tenantId, UUID connectionId, Entity entity) {
    return transactions
        .inTenant(
            tenantId,
            connection -> SelectReplayDays.run(connection, tenantId, connectionId, entity))
        .flatMapIterable(days -> days);
  }
}
