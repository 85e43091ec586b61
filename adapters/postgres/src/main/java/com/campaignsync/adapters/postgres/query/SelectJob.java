package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.JobView;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** One job, or the state of a group of jobs. */
final class SelectJob {

  private static final SqlStatement SQL = SqlStatement.of(SelectJob.class);

  private SelectJob() {}

  static Mono<JobView> run(Connection connection, TenantId tenantId, UUID jobId) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", tenantId.value()).bind("$2", jobId),
            JobRow::read)
        .next();
  }
}
