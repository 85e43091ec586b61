package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.SyncJob;
import io.r2dbc.spi.Connection;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** Jobs of a connection that may run now: incremental syncs first, then the oldest. */
final class SelectWaitingJobs {

  private static final SqlStatement SQL = SqlStatement.of(SelectWaitingJobs.class);

  private SelectWaitingJobs() {}

  static Flux<SyncJob> run(Connection connection, UUID connectionId) {
    return SQL.rows(connection, statement -> statement.bind("$1", connectionId), JobRow::read);
  }
}
