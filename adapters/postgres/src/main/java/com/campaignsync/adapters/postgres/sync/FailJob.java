package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.JobFailure;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.Lease;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Ends a job as failed, or parks it for another try. */
final class FailJob {

  private static final SqlStatement SQL = SqlStatement.of(FailJob.class);

  private FailJob() {}

  /** Where the job stands now; empty, and nothing changed, if it was over already. */
  static Mono<JobStatus> run(Connection connection, UUID jobId, Lease lease, JobFailure failure) {
    Duration postponed = failure.postponed();
    Parameter wait =
        postponed == null
            ? Parameters.in(R2dbcType.DOUBLE)
            : Parameters.in(R2dbcType.DOUBLE, (double) postponed.toSeconds());
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", jobId)
                    .bind("$2", lease.connectionId())
                    .bind("$3", failure.code())
                    .bind("$4", failure.message())
                    .bind("$5", failure.retryable())
                    .bind("$6", wait),
            JobRow::status)
        .next();
  }
}
