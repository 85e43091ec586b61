package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.query.ConnectionView;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads tenants and their connections. */
public final class PostgresConnectionReader implements ConnectionReader {

  private static final SqlStatement CAMPAIGNS =
      new SqlStatement("SELECT id FROM campaign_spaces WHERE tenant_id = $1 AND id = ANY($2)");

  private final ApiTransactions transactions;

  /** Reads through these transactions. */
  public PostgresConnectionReader(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<TenantInfo> tenant(TenantId tenantId) {
    return transactions.inTenant(tenantId, connection -> SelectTenant.run(connection, tenantId));
  }

  @Override
  public Mono<List<ConnectionView>> list(TenantId tenantId, @Nullable Place after, int max) {
    return transactions.inTenant(
        tenantId,
        connection ->
            SelectConnections.page(connection, tenantId, after, Math.min(max, CONNECTIONS_MAX + 1))
                .collectList());
  }

  @Override
  public Mono<ConnectionView> find(TenantId tenantId, UUID connectionId) {
    return transactions.inTenant(
        tenantId, connection -> SelectConnections.one(connection, tenantId, connectionId).next());
  }

  @Override
  public Mono<SyncTargets> targets(
      TenantId tenantId, Optional<String> platform, List<UUID> campaigns) {
    return transactions.inSnapshot(
        tenantId,
        connection ->
            SelectTargetConnections.run(connection, tenantId, platform, campaigns)
                .zipWhen(targets -> campaigns(connection, tenantId, campaigns))
                .map(found -> new SyncTargets(found.getT1(), found.getT2())));
  }

  private static Mono<List<UUID>> campaigns(
      Connection connection, TenantId tenantId, List<UUID> wanted) {
    return CAMPAIGNS
        .rows(
            connection,
            statement ->
                statement.bind("$1", tenantId.value()).bind("$2", wanted.toArray(UUID[]::new)),
            row -> Objects.requireNonNull(row.get("id", UUID.class)))
        .collectList();
  }
}
