package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Keeps a request as a pending job. */
final class InsertJob {

  private static final SqlStatement SQL = SqlStatement.of(InsertJob.class);

  private InsertJob() {}

  static Mono<SyncJob> run(Connection connection, NewJob job) {
    return SQL.rows(
            connection,
            statement -> bind(statement, job),
            row -> RequestedJob.read(row, job.tenantId()))
        .single();
  }

  private static void bind(Statement statement, NewJob job) {
    SqlStatement.bindNullable(statement, "$1", job.parentJobId(), UUID.class);
    statement
        .bind("$2", job.connectionId())
        .bind("$3", job.tenantId().value())
        .bind("$4", job.entity().wireName())
        .bind("$5", job.type().wireName())
        .bind("$8", RequestedJob.wireName(job.trigger()))
        .bind("$10", job.idempotencyKey())
        .bind("$11", job.forced())
        .bind("$12", job.campaignSpaceIds().toArray(UUID[]::new));
    RequestedJob.bindWindow(statement, "$6", "$7", job.window());
    SqlStatement.bindNullable(statement, "$9", job.userId(), String.class);
  }
}
