package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.SyncJob;
import io.r2dbc.spi.Connection;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** Jobs of a connection and type that are not over. */
final class SelectOpenJobs {

  private static final SqlStatement SQL = SqlStatement.of(SelectOpenJobs.class);

  private SelectOpenJobs() {}

  static Flux<SyncJob> run(Connection connection, UUID connectionId, JobType type) {
    return SQL.rows(
        connection,
        statement -> statement.bind("$1", connectionId).bind("$2", type.wireName()),
        JobRow::read);
  }
}
