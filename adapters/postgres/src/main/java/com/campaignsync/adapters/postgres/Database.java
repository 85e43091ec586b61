package com.campaignsync.adapters.postgres;

import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Transactions over a pool. The connection goes back to the pool however the work ends: committed
 * when it completes, rolled back when it fails or is cancelled.
 *
 * <p>Errors of the driver come out as {@link com.campaignsync.domain.store.StoreException}; all
 * others pass as they are.
 */
public final class Database implements Transactions, TenantTransactions {

  private static final SqlStatement SET_TENANT =
      new SqlStatement("SELECT set_config('app.tenant_id', $1, true)");

  private final ConnectionFactory connections;

  /**
   * @param connections a pool in production; any factory works
   */
  public Database(ConnectionFactory connections) {
    this.connections = connections;
  }

  @Override
  public <T> Mono<T> inTransaction(Function<Connection, Mono<T>> work) {
    return inOwnTransaction(
        connection -> begin(connection).then(Mono.defer(() -> work.apply(connection))));
  }

  /**
   * Runs work that begins its transaction itself, so that it can send what comes next without
   * waiting for the server's word; ends it as {@link #inTransaction} does.
   */
  public <T> Mono<T> inOwnTransaction(Function<Connection, Mono<T>> work) {
    return Mono.usingWhen(
            connections.create(),
            work,
            Database::commitAndClose,
            (connection, error) -> rollbackAndClose(connection),
            Database::abandon)
        .onErrorMap(PostgresErrors::map);
  }

  /**
   * Runs the work under the database user's own role, in one transaction that names one tenant: a
   * user under row-level security sees that tenant's rows, a worker sees all.
   */
  @Override
  public <T> Mono<T> inTenant(TenantId tenantId, Function<Connection, Mono<T>> work) {
    return inTransaction(
        connection ->
            SET_TENANT
                .rows(
                    connection,
                    statement -> statement.bind("$1", tenantId.value()),
                    row -> tenantId)
                .then(Mono.defer(() -> work.apply(connection))));
  }

  /** {@link #inTransaction} for many values. They come out before the commit, as they are read. */
  public <T> Flux<T> inTransactionMany(Function<Connection, Flux<T>> work) {
    return inOwnTransactionMany(
        connection -> begin(connection).thenMany(Flux.defer(() -> work.apply(connection))));
  }

  /** {@link #inOwnTransaction} for many values. They come out before the commit. */
  public <T> Flux<T> inOwnTransactionMany(Function<Connection, Flux<T>> work) {
    return Flux.usingWhen(
            connections.create(),
            work,
            Database::commitAndClose,
            (connection, error) -> rollbackAndClose(connection),
            Database::abandon)
        .onErrorMap(PostgresErrors::map);
  }

  private static Mono<Void> begin(Connection connection) {
    return Mono.from(connection.beginTransaction());
  }

  private static Publisher<Void> commitAndClose(Connection connection) {
    return Flux.concatDelayError(connection.commitTransaction(), connection.close());
  }

  /**
   * Whoever is cut off may have anything under way: a BEGIN of which the driver does not know yet,
   * a COPY that it gives up only after it was begun. What the server answers to that would be taken
   * for the next caller's answer, so there is none: the line is closed, which rolls back, and the
   * pool opens another.
   */
  private static Publisher<Void> abandon(Connection connection) {
    return Mono.from(line(connection).close())
        .onErrorComplete()
        .then(Mono.from(connection.close()).onErrorComplete());
  }

  private static Connection line(Connection connection) {
    return connection instanceof Wrapped<?> pooled && pooled.unwrap() instanceof Connection line
        ? line
        : connection;
  }

  /**
   * A rollback that fails says that the connection is broken: the pool finds that out by itself,
   * and the error that made us roll back must stay the one that is seen.
   */
  private static Publisher<Void> rollbackAndClose(Connection connection) {
    return Mono.from(connection.rollbackTransaction())
        .onErrorComplete()
        .then(Mono.from(connection.close()).onErrorComplete());
  }
}
