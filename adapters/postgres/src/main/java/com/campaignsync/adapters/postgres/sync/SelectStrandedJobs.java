package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.SyncJob;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import reactor.core.publisher.Flux;

/** Jobs that nobody is working on though somebody should. */
final class SelectStrandedJobs {

  private static final SqlStatement SQL = SqlStatement.of(SelectStrandedJobs.class);

  private SelectStrandedJobs() {}

  static Flux<SyncJob> run(Connection connection, Duration quietFor, int limit) {
    return SQL.rows(
        connection,
        statement -> statement.bind("$1", Seconds.of(quietFor)).bind("$2", limit),
        JobRow::read);
  }
}
