package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.JobView;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.List;
import reactor.core.publisher.Mono;

/** The tenant's newest jobs. */
final class SelectRecentJobs {

  private static final SqlStatement SQL = SqlStatement.of(SelectRecentJobs.class);

  private SelectRecentJobs() {}

  static Mono<List<JobView>> run(Connection connection, TenantId tenantId, int limit) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", tenantId.value()).bind("$2", limit),
            JobRow::read)
        .collectList();
  }
}
