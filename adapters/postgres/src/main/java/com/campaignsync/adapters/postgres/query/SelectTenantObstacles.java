package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.tenant.TenantChange;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.domain.tenant.TenantStore.Reason;
import com.campaignsync.domain.tenant.TenantStore.Refused;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import reactor.core.publisher.Mono;

/** Finds what stands against a change of a tenant. */
final class SelectTenantObstacles {

  private static final SqlStatement SQL = SqlStatement.of(SelectTenantObstacles.class);

  private SelectTenantObstacles() {}

  private record Obstacles(boolean otherCurrency, boolean campaigns, boolean realtime) {}

  /**
   * Fails with {@link Refused} if something does.
   *
   * @param syncing whether a sync of the tenant is at work
   */
  static Mono<Void> refuse(
      Connection connection, TenantId id, TenantChange change, boolean syncing) {
    return SQL.rows(
            connection,
            statement -> bind(statement, id, change),
            row ->
                new Obstacles(
                    is(row, "other_currency"),
                    is(row, "has_campaigns"),
                    is(row, "realtime_in_use")))
        .next()
        .flatMap(found -> verdict(found, syncing));
  }

  private static Mono<Void> verdict(Obstacles found, boolean syncing) {
    if (found.realtime()) {
      return Mono.error(new Refused(Reason.REALTIME_IN_USE));
    }
    if (found.otherCurrency() && found.campaigns()) {
      return Mono.error(new Refused(Reason.CURRENCY_IN_USE));
    }
    return found.otherCurrency() && syncing
        ? Mono.error(new Refused(Reason.SYNC_RUNNING))
        : Mono.empty();
  }

  private static void bind(Statement statement, TenantId id, TenantChange change) {
    statement.bind("$1", id.value());
    SqlStatement.bindNullable(statement, "$2", change.currency(), String.class);
    SqlStatement.bindNullable(statement, "$3", change.realtimeAllowed(), Boolean.class);
  }

  private static boolean is(Readable row, String column) {
    return Boolean.TRUE.equals(row.get(column, Boolean.class));
  }
}
