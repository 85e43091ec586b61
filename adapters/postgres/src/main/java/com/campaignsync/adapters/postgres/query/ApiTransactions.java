package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.adapters.postgres.TenantTransactions;
import com.campaignsync.adapters.postgres.Transactions;
import com.campaignsync.domain.request.RequestScope;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.postgresql.api.PostgresTransactionDefinition;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.TransactionDefinition;
import java.util.function.BiFunction;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Transactions of the API. Each takes the role {@code app_api} first, so that the row policies hold
 * even where the database user could bypass them, and names the one tenant it may see.
 */
public final class ApiTransactions implements TenantTransactions {

  private static final SqlStatement SET_SCOPE =
      new SqlStatement(
          "SELECT set_config('role', 'app_api', true), set_config('app.tenant_id', $1, true)");

  private static final TransactionDefinition WRITING =
      PostgresTransactionDefinition.from(IsolationLevel.READ_COMMITTED);

  /** All statements see one state of the store. */
  private static final TransactionDefinition SNAPSHOT =
      PostgresTransactionDefinition.from(IsolationLevel.REPEATABLE_READ).readOnly();

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
    return database.inOwnTransaction(
        connection ->
            opened(connection, WRITING, tenantId.value())
                .then(Mono.defer(() -> work.apply(connection))));
  }

  /** Transactions that see the records about requests of one scope, and its rows if a tenant's. */
  public Transactions of(RequestScope scope) {
    return new Transactions() {
      @Override
      public <T> Mono<T> inTransaction(Function<Connection, Mono<T>> work) {
        return database.inOwnTransaction(
            connection ->
                opened(connection, WRITING, scope.value())
                    .then(Mono.defer(() -> work.apply(connection))));
      }
    };
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
    return database.inOwnTransaction(
        connection ->
            opened(connection, SNAPSHOT, tenantId.value())
                .then(Mono.defer(() -> work.apply(connection))));
  }

  /**
   * {@link #inSnapshot} whose first statement is sent along with the transaction's beginning: one
   * round trip for all. Empty where {@code first} is.
   *
   * @param first one statement, which needs nothing that the server says before
   */
  <F, T> Mono<T> inSnapshot(
      TenantId tenantId,
      Function<Connection, Mono<F>> first,
      BiFunction<Connection, F, Mono<T>> then) {
    return database.inOwnTransaction(
        connection ->
            Mono.zip(opened(connection, SNAPSHOT, tenantId.value()), first.apply(connection))
                .flatMap(found -> then.apply(connection, found.getT2())));
  }

  /** {@link #inSnapshot} for many values, which come out as they are read. */
  <T> Flux<T> manyInSnapshot(TenantId tenantId, Function<Connection, Flux<T>> work) {
    return database.inOwnTransactionMany(
        connection ->
            opened(connection, SNAPSHOT, tenantId.value())
                .thenMany(Flux.defer(() -> work.apply(connection))));
  }

  /** Runs the work in one transaction that sees the rows of no tenant. */
  <T> Mono<T> outsideTenants(Function<Connection, Mono<T>> work) {
    return database.inOwnTransaction(
        connection ->
            opened(connection, WRITING, NO_TENANT).then(Mono.defer(() -> work.apply(connection))));
  }

  /**
   * Begins and names the tenant in one round trip: both are sent at once, the server takes them one
   * after the other. Should the beginning fail, what follows it has no rights outside a transaction
   * either, and is lost with it.
   */
  private static Mono<Boolean> opened(
      Connection connection, TransactionDefinition definition, String tenantId) {
    return Mono.zip(
        Mono.from(connection.beginTransaction(definition)).thenReturn(true),
        SET_SCOPE
            .rows(connection, statement -> statement.bind("$1", tenantId), row -> tenantId)
            .then(Mono.just(true)),
        (begun, scoped) -> scoped);
  }
}
