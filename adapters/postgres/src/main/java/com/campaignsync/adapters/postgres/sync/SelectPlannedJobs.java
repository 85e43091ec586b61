package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import io.r2dbc.spi.Connection;
import java.util.List;
import reactor.core.publisher.Flux;

/** The jobs of some requests, by their idempotency keys. */
final class SelectPlannedJobs {

  private static final SqlStatement SQL = SqlStatement.of(SelectPlannedJobs.class);

  private SelectPlannedJobs() {}

  /** In the order of the requests. */
  static Flux<SyncJob> run(Connection connection, List<NewJob> jobs) {
    String[] keys = jobs.stream().map(NewJob::idempotencyKey).toArray(String[]::new);
    return SQL.rows(connection, statement -> statement.bind("$1", keys), JobRow::read);
  }
}
