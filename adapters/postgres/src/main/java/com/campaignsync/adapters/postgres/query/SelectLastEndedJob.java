package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.JobView;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The tenant's job that ended last. */
final class SelectLastEndedJob {

  private static final SqlStatement SQL = SqlStatement.of(SelectLastEndedJob.class);

  private SelectLastEndedJob() {}

  static Mono<Optional<JobView>> run(Connection connection, TenantId tenantId) {
    return SQL.rows(connection, statement -> statement.bind("$1", tenantId.value()), JobRow::read)
        .next()
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }
}
