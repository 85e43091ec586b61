package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.PurgeCounts;
import com.campaignsync.domain.store.PurgeCutoffs;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** How many records of work are old enough to go. */
final class CountPurgeable {

  private static final SqlStatement SQL = SqlStatement.of(CountPurgeable.class);

  private CountPurgeable() {}

  static Mono<PurgeCounts> run(Connection connection, PurgeCutoffs cutoffs) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", cutoffs.jobsEnded())
                    .bind("$2", cutoffs.settled())
                    .bind("$3", cutoffs.unsettled())
                    .bind("$4", cutoffs.sourceReads())
                    .bind("$5", cutoffs.requests())
                    .bind("$6", cutoffs.audited()),
            row ->
                new PurgeCounts(
                    Columns.count(row, "jobs"),
                    Columns.count(row, "rejects"),
                    Columns.count(row, "dead_letters"),
                    Columns.count(row, "source_reads"),
                    Columns.count(row, "request_records")))
        .single();
  }
}
