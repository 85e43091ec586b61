package com.campaignsync.adapters.postgres.simulation;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.query.ApiTransactions;
import com.campaignsync.adapters.postgres.query.PostgresSyncRequests;
import com.campaignsync.adapters.postgres.sync.PostgresConnectionStore;
import com.campaignsync.adapters.postgres.sync.PostgresJobPlans;
import com.campaignsync.adapters.postgres.sync.PostgresJobStore;
import com.campaignsync.adapters.postgres.sync.PostgresLeaseStore;
import com.campaignsync.adapters.postgres.sync.PostgresReconciliationStore;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.ContractStore;
import com.campaignsync.domain.store.JobPlans;
import com.campaignsync.domain.store.JobRequests;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.LeaseStore;
import com.campaignsync.domain.store.ReconciliationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The real store, as a contract suite sees it. */
final class PostgresContractStore implements ContractStore {

  /** Suites share a store, so they share a server's time too. */
  static final PostgresContractStore SHARED =
      new PostgresContractStore(ClockedPostgres.shared().newDatabase());

  private final ClockedDatabase clocked;
  private final Database workers;

  private PostgresContractStore(ClockedDatabase clocked) {
    this.clocked = clocked;
    this.workers = new Database(clocked.workers());
  }

  @Override
  public ConnectionStore connections() {
    return new PostgresConnectionStore(workers);
  }

  @Override
  public JobStore jobs() {
    return new PostgresJobStore(workers);
  }

  @Override
  public JobRequests requests() {
    return new PostgresSyncRequests(new ApiTransactions(new Database(clocked.apis())));
  }

  @Override
  public JobPlans plans() {
    return new PostgresJobPlans(workers);
  }

  @Override
  public LeaseStore leases() {
    return new PostgresLeaseStore(workers);
  }

  @Override
  public ReconciliationStore reconciliations() {
    return new PostgresReconciliationStore(workers);
  }

  @Override
  public Instant now() {
    return clocked.present();
  }

  @Override
  public void pass(Duration duration) {
    clocked.timeIs(clocked.present().plus(duration));
    clocked.tellTime();
  }

  @Override
  public void add(AdConnection connection, @Nullable Instant nextRunAt) {
    Connections.insert(clocked, connection, nextRunAt);
  }

  @Override
  public void pause(AdConnection connection) {
    clocked.execute("UPDATE connections SET paused = true WHERE id = ?", connection.id());
  }

  @Override
  public long bytesBilled(UUID jobId) {
    return Long.parseLong(clocked.text("SELECT bytes_billed FROM sync_jobs WHERE id = ?", jobId));
  }

  @Override
  public int verdicts(UUID jobId) {
    return Integer.parseInt(
        clocked.text("SELECT count(*) FROM reconciliations WHERE job_id = ?", jobId));
  }
}
