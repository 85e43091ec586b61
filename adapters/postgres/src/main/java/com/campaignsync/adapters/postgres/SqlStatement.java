package com.campaignsync.adapters.postgres;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One SQL statement, kept in a file beside the class that runs it. Parameters are {@code $1},
 * {@code $2} …
 *
 * @param sql its text
 */
public record SqlStatement(String sql) {

  /**
   * The statement in the class's own file: {@code merge_metrics.sql} for {@code MergeMetrics}.
   *
   * @throws IllegalStateException if there is none: the build is broken
   */
  public static SqlStatement of(Class<?> owner) {
    return of(owner, snakeCase(owner.getSimpleName()) + ".sql");
  }

  /**
   * The statement in a file beside the class, where one class has a statement for each of several
   * tables.
   *
   * @throws IllegalStateException if there is none: the build is broken
   */
  public static SqlStatement of(Class<?> owner, String file) {
    try (InputStream stream = owner.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + file + " beside " + owner.getName());
      }
      return new SqlStatement(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Runs it for its effect; the value is the number of rows touched. */
  public Mono<Long> update(Connection connection, Consumer<Statement> binder) {
    return execute(connection, binder).concatMap(Result::getRowsUpdated).reduce(0L, Long::sum);
  }

  /** Runs it for its rows; a row may not leave {@code reader}, which must not return null. */
  public <T> Flux<T> rows(
      Connection connection, Consumer<Statement> binder, Function<Readable, T> reader) {
    return execute(connection, binder).concatMap(result -> result.map(reader));
  }

  /** Binds a value that may be null; the driver wants to know its type then. */
  public static void bindNullable(
      Statement statement, String name, @Nullable Object value, Class<?> type) {
    if (value == null) {
      statement.bindNull(name, type);
    } else {
      statement.bind(name, value);
    }
  }

  private Flux<Result> execute(Connection connection, Consumer<Statement> binder) {
    return Flux.defer(
        () -> {
          Statement statement = connection.createStatement(sql);
          binder.accept(statement);
          return Flux.<Result>from(statement.execute());
        });
  }

  private static String snakeCase(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
