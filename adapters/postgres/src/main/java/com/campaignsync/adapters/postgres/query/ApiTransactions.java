package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.adapters.postgres.TenantTransactions;
import com.campaignsync.adapters.postgres.Transactions;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Transactions of the API. Each takes the role {@code app_api} first, so that the row policies hold
 * even where the database user could bypass them, and names the one tenant it may see.
 */
public final class ApiTransactions implements TenantTransactions {

  private static final SqlStatement SET_SCOPE =
      new SqlStatement(
          "SELECT set_config('role', 'app_api', true), set_config('app.tenant_id', $1, true)");

  private static final SqlStatement FREEZE =
      new SqlStatement("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");

  /** An empty setting shows no tenant's rows. */
  private static final String NO_TENANT = "";

  private final Database database;

  /** Transactions over the database, whose user must be granted {@code app_api}. */
  public ApiTransactions(Database database) {
    this.database = database;
  }

  /** Runs the work in one transaction that sees the rows of one tenant. */
  @Override
  public <T> Mono<T> inTenant(TenantId tenantId, Function<Connection, Mono<T>> work) {
    return database.inTransaction(
        connection ->
            scoped(connection, tenantId.value(), Mono.defer(() -> work.apply(connection))));
  }

  /** {@link #inTenant} of one tenant, for statements that workers run too. */
  public Transactions of(TenantId tenantId) {
    return new Transactions() {
      @Override
      public <T> Mono<T> inTransaction(Function<Connection, Mono<T>> work) {
        return inTenant(tenantId, work);
      }
    };
  }

  /** {@link #inTenant}, reading only, with all statements seeing one state of the store. */
  <T> Mono<T> inSnapshot(TenantId tenantId, Function<Connection, Mono<T>> work) {
    return database.inTransaction(
        connection ->
            FREEZE
                .update(connection, statement -> {})
                .then(
                    scoped(
                        connection, tenantId.value(), Mono.defer(() -> work.apply(connection)))));
  }

  /** Runs the work in one transaction that sees the rows of no tenant. */
  <T> Mono<T> outsideTenants(Function<Connection, Mono<T>> work) {
    return database.inTransaction(
        connection -> scoped(connection, NO_TENANT, Mono.defer(() -> work.apply(connection))));
  }

  private static <T> Mono<T> scoped(Connection connection, String tenantId, Mono<T> work) {
    return SET_SCOPE
        .rows(connection, statement -> statement.bind("$1", tenantId), row -> tenantId)
        .then(work);
  }
}
