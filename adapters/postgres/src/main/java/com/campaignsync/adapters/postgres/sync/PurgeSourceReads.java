package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.PurgeCutoffs;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Deletes old notes of reads, a bounded number of them. */
final class PurgeSourceReads {

  private static final SqlStatement SQL = SqlStatement.of(PurgeSourceReads.class);

  private PurgeSourceReads() {}

  static Mono<Long> run(Connection connection, PurgeCutoffs cutoffs, int limit) {
    return SQL.update(
        connection, statement -> statement.bind("$1", cutoffs.sourceReads()).bind("$2", limit));
  }
}
