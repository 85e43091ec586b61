package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.Lease;
import io.r2dbc.spi.Connection;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Ends a job well. */
final class SucceedJob {

  private static final SqlStatement SQL = SqlStatement.of(SucceedJob.class);

  private SucceedJob() {}

  /**
   * How it ended.
   *
   * @param status where it stands
   * @param changed whether it changed anything in the store
   */
  record Ended(JobStatus status, boolean changed) {}

  /** Empty, and nothing changed, if it was over already. */
  static Mono<Ended> run(
      Connection connection, UUID jobId, Lease lease, boolean skipped, Map<String, Object> notes) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", jobId)
                    .bind("$2", lease.connectionId())
                    .bind("$3", skipped)
                    .bind("$4", NotesJson.write(notes)),
            row -> new Ended(JobRow.status(row), Columns.required(row, "changed", Boolean.class)))
        .next();
  }
}
