package com.campaignsync.local.run;

import com.campaignsync.adapters.postgres.BoundedAcquire;
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
  private static final Duration ACQUIRE_MAX = Duration.ofSeconds(10);

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
    Database database = new Database(new BoundedAcquire(pool, ACQUIRE_MAX));
    return new SyncRequests(pool, new PostgresSyncRequests(new ApiTransactions(database)));
  }

  JobRequests requests() {
    return requests;
  }

  @Override
  public void close() {
    pool.dispose();
  }
}
