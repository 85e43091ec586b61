package com.campaignsync.adapters.postgres.api;

import com.campaignsync.adapters.postgres.query.ApiTransactions;
import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.Limit;
import com.campaignsync.domain.request.PermitStore;
import reactor.core.publisher.Mono;

/** Permits counted in Postgres, by its clock. */
public final class PostgresPermitStore implements PermitStore {

  private final ApiTransactions transactions;

  /** Counts through these transactions. */
  public PostgresPermitStore(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<Grant> draw(Caller caller, Limit limit, int wanted) {
    return transactions
        .of(caller.scope())
        .inTransaction(connection -> DrawPermits.run(connection, caller, limit, wanted));
  }
}
