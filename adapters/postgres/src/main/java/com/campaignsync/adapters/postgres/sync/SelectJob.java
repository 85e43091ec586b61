package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.SyncJob;
import io.r2dbc.spi.Connection;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** One job; none for a parent job, which nobody runs. */
final class SelectJob {

  private static final SqlStatement SQL = SqlStatement.of(SelectJob.class);

  private SelectJob() {}

  static Flux<SyncJob> run(Connection connection, UUID jobId) {
    return SQL.rows(connection, statement -> statement.bind("$1", jobId), JobRow::read);
  }
}
