package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Finds the job of assets that {@link InsertAssetJobs} kept with a job of campaigns. */
final class SelectAssetJob {

  private static final SqlStatement SQL = SqlStatement.of(SelectAssetJob.class);

  private SelectAssetJob() {}

  static Mono<UUID> run(Connection connection, TenantId tenantId, UUID jobId) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", tenantId.value()).bind("$2", jobId),
            row -> Objects.requireNonNull(row.get("id", UUID.class)))
        .next();
  }
}
