package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Keeps a pending job for every entity of every idle connection of a tenant. */
final class InsertTriggeredJobs {

  private static final SqlStatement SQL = SqlStatement.of(InsertTriggeredJobs.class);

  private InsertTriggeredJobs() {}

  static Mono<List<DueJob>> run(
      Connection connection, TenantId tenantId, String userId, String keyPrefix, int max) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", tenantId.value())
                    .bind("$2", userId)
                    .bind("$3", keyPrefix)
                    .bind("$4", max),
            row ->
                new DueJob(
                    RequestedJob.read(row, tenantId),
                    Objects.requireNonNull(row.get("read_key", String.class))))
        .collectList();
  }
}
