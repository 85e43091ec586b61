package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.ConnectionView;
import com.campaignsync.domain.store.ConnectionAdmin;
import com.campaignsync.domain.store.ConnectionChange;
import com.campaignsync.domain.store.ConnectionChange.Remap;
import com.campaignsync.domain.store.NewConnection;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Makes, changes and removes connections, with the rights that the API has on its tenant's. */
public final class PostgresConnectionAdmin implements ConnectionAdmin {

  private static final SqlStatement REALTIME_ALLOWED =
      new SqlStatement("SELECT realtime_allowed FROM tenants WHERE id = $1");

  private static final SqlStatement FORGET_DAYS =
      new SqlStatement("DELETE FROM source_partitions WHERE tenant_id = $1 AND connection_id = $2");

  /** Years of hourly rows take longer than any other statement of the API. */
  private static final SqlStatement HAVE_TIME =
      new SqlStatement("SELECT set_config('statement_timeout', '55s', true) IS NULL");

  private static final SqlStatement DELETE =
      new SqlStatement("SELECT delete_connection($1) IS NULL");

  private final ApiTransactions transactions;

  /** Writes through these transactions. */
  public PostgresConnectionAdmin(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<Boolean> realtimeAllowed(TenantId tenantId) {
    return transactions.inTenant(
        tenantId,
        connection ->
            REALTIME_ALLOWED
                .rows(
                    connection,
                    statement -> statement.bind("$1", tenantId.value()),
                    row -> Objects.requireNonNull(row.get("realtime_allowed", Boolean.class)))
                .next()
                .defaultIfEmpty(false));
  }

  @Override
  public Mono<Void> requireFree(NewConnection wanted) {
    return transactions.inTenant(
        wanted.tenantId(), connection -> refuseOverlap(connection, wanted));
  }

  @Override
  public Mono<UUID> create(NewConnection wanted) {
    return transactions.inTenant(
        wanted.tenantId(),
        connection ->
            refuseOverlap(connection, wanted)
                .then(Mono.defer(() -> InsertConnection.run(connection, wanted))));
  }

  private static Mono<Void> refuseOverlap(Connection connection, NewConnection wanted) {
    return SelectOverlap.refuse(
        connection,
        wanted.tenantId(),
        wanted.platform(),
        wanted.accountId(),
        wanted.source().table(),
        null);
  }

  @Override
  public Mono<UUID> change(TenantId tenantId, UUID connectionId, ConnectionChange change) {
    Remap remap = change.remap();
    return transactions.inTenant(
        tenantId,
        connection -> {
          Mono<UUID> update = UpdateConnection.run(connection, tenantId, connectionId, change);
          return remap == null
              ? update
              : prepareRemap(connection, tenantId, connectionId, remap)
                  .flatMap(held -> update)
                  .delayUntil(held -> forgetDays(connection, tenantId, connectionId));
        });
  }

  private static Mono<UUID> prepareRemap(
      Connection connection, TenantId tenantId, UUID connectionId, Remap remap) {
    return HoldConnection.run(connection, connectionId)
        .flatMap(held -> SelectConnections.one(connection, tenantId, connectionId).next())
        .delayUntil(
            view ->
                SelectOverlap.refuse(
                    connection,
                    tenantId,
                    Objects.requireNonNull(text(view, "platform")),
                    text(view, "account_id"),
                    remap.source().table(),
                    connectionId))
        .delayUntil(view -> RequireSource.run(connection, tenantId, connectionId, remap.was()))
        .map(ConnectionView::id);
  }

  private static @Nullable String text(ConnectionView view, String column) {
    return (String) view.columns().get(column);
  }

  private static Mono<Long> forgetDays(
      Connection connection, TenantId tenantId, UUID connectionId) {
    return FORGET_DAYS.update(
        connection, statement -> statement.bind("$1", tenantId.value()).bind("$2", connectionId));
  }

  @Override
  public Mono<UUID> delete(TenantId tenantId, UUID connectionId) {
    return transactions.inTenant(
        tenantId,
        connection ->
            HAVE_TIME
                .rows(connection, statement -> {}, row -> true)
                .then(Mono.defer(() -> HoldConnection.run(connection, connectionId)))
                .delayUntil(
                    held ->
                        DELETE
                            .rows(
                                connection,
                                statement -> statement.bind("$1", connectionId),
                                row -> true)
                            .then()));
  }
}
