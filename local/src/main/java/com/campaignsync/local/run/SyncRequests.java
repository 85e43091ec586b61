package com.campaignsync.local.run;

import com.campaignsync.adapters.postgres.ConnectionPools;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.DatabaseUrl;
import com.campaignsync.adapters.postgres.query.ApiTransactions;
import com.campaignsync.adapters.postgres.query.PostgresSyncRequests;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.RequestSync;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;

/** Asks for syncs the way the API does, as the API's database user. */
final class SyncRequests implements AutoCloseable {

  private static final Duration STATEMENT_MAX = Duration.ofSeconds(20);

  private final ConnectionPool pool;
  private final RequestSync requestSync;

  private SyncRequests(ConnectionPool pool, RequestSync requestSync) {
    this.pool = pool;
    this.requestSync = requestSync;
  }

  static SyncRequests open(Ports ports, MessagePublisher publisher) {
    DatabaseUrl url =
        DatabaseUrl.parse(LocalEnvironment.databaseUrl(ports, LocalEnvironment.api()));
    ConnectionPool pool = ConnectionPools.create(url, 1, STATEMENT_MAX);
    PostgresSyncRequests requests =
        new PostgresSyncRequests(new ApiTransactions(new Database(pool)));
    return new SyncRequests(pool, new RequestSync(requests, publisher));
  }

  RequestSync requestSync() {
    return requestSync;
  }

  @Override
  public void close() {
    pool.dispose();
  }
}
