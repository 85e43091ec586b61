package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Adds to requests for campaign metrics those for the same connections' assets. */
final class InsertAssetJobs {

  private static final SqlStatement SQL = SqlStatement.of(InsertAssetJobs.class);

  private InsertAssetJobs() {}

  /** Those added; none for connections without assets or with a sync of them under way. */
  static Mono<List<SyncJob>> run(Connection connection, TenantId tenantId, List<SyncJob> asked) {
    UUID[] ids = asked.stream().map(SyncJob::id).toArray(UUID[]::new);
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", tenantId.value()).bind("$2", ids),
            row -> RequestedJob.read(row, tenantId))
        .collectList();
  }
}
