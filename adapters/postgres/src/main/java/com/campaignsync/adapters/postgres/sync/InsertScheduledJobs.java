package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.DueJob;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Adds a pending job for each entity of each claimed connection that has none under way. */
final class InsertScheduledJobs {

  private static final SqlStatement SQL = SqlStatement.of(InsertScheduledJobs.class);

  private InsertScheduledJobs() {}

  static Mono<List<DueJob>> run(Connection connection, List<DueConnection> due) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", due.stream().map(DueConnection::id).toArray(UUID[]::new))
                    .bind(
                        "$2",
                        due.stream().map(one -> one.slot().toString()).toArray(String[]::new)),
            row -> new DueJob(JobRow.read(row), Columns.text(row, "read_key")))
        .collectList();
  }
}
