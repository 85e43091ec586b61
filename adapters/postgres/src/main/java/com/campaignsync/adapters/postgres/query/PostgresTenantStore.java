package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.tenant.NewTenant;
import com.campaignsync.domain.tenant.Tenant;
import com.campaignsync.domain.tenant.TenantChange;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.domain.tenant.TenantStore;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps the directory of tenants. A tenant is made and changed in a transaction that can touch no
 * other; all are listed by a function that shows the directory alone.
 */
public final class PostgresTenantStore implements TenantStore {

  private static final SqlStatement LIST =
      new SqlStatement(
          """
          SELECT id, name, tier, time_zone, currency, realtime_allowed, created_at
          FROM list_tenants($1, $2)""");

  private final ApiTransactions transactions;

  /** Works through these transactions. */
  public PostgresTenantStore(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<List<Tenant>> page(@Nullable TenantId after, int max) {
    return transactions.outsideTenants(
        connection ->
            LIST.rows(
                    connection,
                    statement -> {
                      SqlStatement.bindNullable(
                          statement, "$1", after == null ? null : after.value(), String.class);
                      statement.bind("$2", Math.min(max, PAGE_MAX));
                    },
                    TenantRow::read)
                .collectList());
  }

  @Override
  public Mono<Tenant> create(NewTenant tenant) {
    return transactions.inTenant(tenant.id(), connection -> InsertTenant.run(connection, tenant));
  }

  @Override
  public Mono<Tenant> change(TenantId id, TenantChange change, Instant now) {
    return transactions.inTenant(
        id,
        connection ->
            // In the order in which workers lock: leases and connections before the tenant.
            syncing(connection, id, change)
                .flatMap(syncing -> SelectTenantObstacles.refuse(connection, id, change, syncing))
                .then(Mono.defer(() -> moveDailyRuns(connection, id, change, now)))
                .then(Mono.defer(() -> UpdateTenant.run(connection, id, change))));
  }

  /** Only a currency is taken along by a sync from its beginning to its end. */
  private static Mono<Boolean> syncing(Connection connection, TenantId id, TenantChange change) {
    return change.currency() == null ? Mono.just(false) : HoldTenantConnections.run(connection, id);
  }

  private static Mono<Void> moveDailyRuns(
      Connection connection, TenantId id, TenantChange change, Instant now) {
    ZoneId zone = change.zone();
    return zone == null ? Mono.empty() : MoveDailyRuns.run(connection, id, zone, now).then();
  }
}
