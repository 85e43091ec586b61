package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.ReconciliationReader;
import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads what reconciliations found of one tenant's days. */
public final class PostgresReconciliationReader implements ReconciliationReader {

  private final ApiTransactions transactions;

  /** Reads through these transactions. */
  public PostgresReconciliationReader(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<List<Proof>> last(
      TenantId tenantId, Filter filter, @Nullable Place after, int limit) {
    return transactions.inTenant(
        tenantId, connection -> SelectLastProofs.run(connection, tenantId, filter, after, limit));
  }
}
