package com.campaignsync.local.run;

import com.campaignsync.adapters.postgres.ConnectionPools;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.DatabaseUrl;
import com.campaignsync.adapters.postgres.query.ApiTransactions;
import com.campaignsync.adapters.postgres.query.PostgresSyncRequests;
import com.campaignsync.domain.store.JobRequests;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;

/** Asks for syncs the way the API does, as the API's database user. */
final class SyncRequests implements AutoCloseable {

  private static final Duration STATEMENT_MAX = Duration.ofSeconds(20);

  private final ConnectionPool pool;
  private final JobRequests requests;

  private SyncRequests(ConnectionPool pool, JobRequests requests) {
    this.pool = pool;
    this.requests = requests;
  }

  static SyncRequests open(Ports ports) {
    DatabaseUrl url =
        DatabaseUrl.parse(LocalEnvironment.databaseUrl(ports, LocalEnvironment.api()));
    ConnectionPool pool = ConnectionPools.create(url, 1, STATEMENT_MAX);
    return new SyncRequests(
        pool, new PostgresSyncRequests(new ApiTransactions(new Database(pool))));
  }

  JobRequests requests() {
    return requests;
  }

  @Override
  public void close() {
    pool.dispose();
  }
}
