package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** How many jobs the tenant has, and how many of them are not over. */
final class CountJobs {

  private static final SqlStatement SQL = SqlStatement.of(CountJobs.class);

  private CountJobs() {}

  /**
   * The numbers.
   *
   * @param total all jobs
   * @param open those not over
   */
  record JobCounts(long total, long open) {}

  static Mono<JobCounts> run(Connection connection, TenantId tenantId) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", tenantId.value()),
            row ->
                new JobCounts(
                    Objects.requireNonNull(row.get("total", Long.class)),
                    Objects.requireNonNull(row.get("open", Long.class))))
        .single();
  }
}
