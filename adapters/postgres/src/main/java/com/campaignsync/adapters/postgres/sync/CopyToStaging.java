package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.source.SourceRecord;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Wrapped;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Streams records into the staging table. */
final class CopyToStaging {

  private static final SqlStatement SQL = SqlStatement.of(CopyToStaging.class);

  private CopyToStaging() {}

  /** The number of records; fails with the records' own error where they end in one. */
  static Mono<Long> run(Connection connection, Flux<SourceRecord> records) {
    return Mono.defer(
        () -> {
          AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
          return unwrap(connection)
              .copyIn(SQL.sql())
              .fromMany(StagingRows.buffers(records.doOnError(failure::set)))
              .build()
              .onErrorMap(error -> reason(failure.get(), error));
        });
  }

  /** Postgres reports a failed source as its own error, "COPY from stdin failed". */
  private static Throwable reason(@Nullable Throwable sourceFailure, Throwable error) {
    return sourceFailure == null ? error : sourceFailure;
  }

  private static PostgresqlConnection unwrap(Connection connection) {
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
