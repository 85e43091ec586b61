package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Counts a tenant's connections by what a sync of them all would do with each. */
final class CountTrigger {

  private static final SqlStatement SQL = SqlStatement.of(CountTrigger.class);

  private CountTrigger() {}

  record Counts(long paused, long underWay, long idle) {}

  static Mono<Counts> run(Connection connection, TenantId tenantId) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", tenantId.value()),
            row -> new Counts(count(row, "paused"), count(row, "under_way"), count(row, "idle")))
        .single();
  }

  private static long count(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class));
  }
}
