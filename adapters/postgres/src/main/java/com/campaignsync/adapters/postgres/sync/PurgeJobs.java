package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.PurgeCutoffs;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Deletes old jobs, a bounded number of them. */
final class PurgeJobs {

  private static final SqlStatement SQL = SqlStatement.of(PurgeJobs.class);

  private PurgeJobs() {}

  static Mono<Long> run(Connection connection, PurgeCutoffs cutoffs, int limit) {
    return SQL.update(
        connection, statement -> statement.bind("$1", cutoffs.jobsEnded()).bind("$2", limit));
  }
}
