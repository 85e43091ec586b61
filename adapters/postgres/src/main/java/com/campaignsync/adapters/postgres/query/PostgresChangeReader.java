package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.ChangeReader;
import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Reads which of one tenant's stored figures were restated. */
public final class PostgresChangeReader implements ChangeReader {

  private final ApiTransactions transactions;

  /** Reads through these transactions. */
  public PostgresChangeReader(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<List<Change>> changes(
      TenantId tenantId, Filter filter, Optional<ChangePlace> after, int limit) {
    return transactions.inTenant(
        tenantId,
        connection ->
            PlanWithValues.run(connection)
                .then(
                    Mono.defer(
                        () -> SelectChanges.run(connection, tenantId, filter, after, limit))));
  }
}
