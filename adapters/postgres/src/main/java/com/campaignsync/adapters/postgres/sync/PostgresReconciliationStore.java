package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.Reconciliation;
import com.campaignsync.domain.store.ReconciliationStore;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Proofs that both sides agree, in Postgres. */
public final class PostgresReconciliationStore implements ReconciliationStore {

  /** The API shows the proofs. Last, because the tenant's other connections write the row too. */
  private static final SqlStatement BUMP =
      new SqlStatement(
          """
          UPDATE tenants SET data_version = data_version + 1
          WHERE id = (SELECT tenant_id FROM connections WHERE id = $1)
          """);

  private final FencedTransaction fenced;

  public PostgresReconciliationStore(Database database) {
    this.fenced = new FencedTransaction(database);
  }

  @Override
  public Mono<Void> keep(Lease lease, UUID jobId, Entity entity, List<Reconciliation> verdicts) {
    if (verdicts.isEmpty()) {
      // Nothing to keep; whoever lost the lease hears of it all the same.
      return fenced.run(lease, connection -> Mono.just(true)).then();
    }
    return fenced
        .run(
            lease,
            connection ->
                KeepReconciliations.run(connection, lease, jobId, entity, verdicts)
                    .then(
                        BUMP.update(
                            connection, statement -> statement.bind("$1", lease.connectionId()))))
        .then();
  }
}
