package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceRecord;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Wrapped;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Streams records into the staging table. */
final class CopyToStaging {

  private static final EntityStatement SQL = EntityStatement.of("copy");

  private CopyToStaging() {}

  /** The number of records; fails with the records' own error where they end in one. */
  static Mono<Long> run(
      Connection connection, Entity entity, StagingRows rows, Flux<SourceRecord> records) {
    return Mono.defer(() -> copy(unwrap(connection), SQL.of(entity).sql(), rows, records));
  }

  /**
   * The driver sends nothing else before its input has ended, not even the rollback after an error
   * or a cancellation: so we end the input when the copy is over, however silent the source is.
   */
  private static Mono<Long> copy(
      PostgresqlConnection connection, String sql, StagingRows rows, Flux<SourceRecord> records) {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Sinks.Empty<Void> over = Sinks.empty();
    Runnable end = () -> over.tryEmitError(new CancellationException("the copy is over"));
    Flux<SourceRecord> input = records.doOnError(failure::set).takeUntilOther(over.asMono());
    return connection
        .copyIn(sql)
        .fromMany(rows.buffers(input))
        .build()
        .onErrorMap(error -> reason(failure.get(), error))
        .doOnTerminate(end)
        .doOnCancel(end);
  }

  /** Postgres reports a failed source as its own error, "COPY from stdin failed". */
  private static Throwable reason(@Nullable Throwable sourceFailure, Throwable error) {
    return sourceFailure == null ? error : sourceFailure;
  }

  /** The driver's own connection, in or out of a pool: only it can copy. */
  static PostgresqlConnection unwrap(Connection connection) {
    if (connection instanceof PostgresqlConnection plain) {
      return plain;
    }
    PostgresqlConnection pooled =
        connection instanceof Wrapped<?> wrapped
            ? wrapped.unwrap(PostgresqlConnection.class)
            : null;
    if (pooled != null) {
      return pooled;
    }
    throw new IllegalStateException("COPY wants a connection of r2dbc-postgresql");
  }
}
