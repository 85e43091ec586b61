package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** A statement being put together: its text from our own words only, every value bound. */
final class BoundSql {

  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  /** Adds text written in this program; never anything a caller sent. */
  BoundSql text(String ownWords) {
    text.append(ownWords);
    return this;
  }

  /** Adds a placeholder and binds the value to it. */
  BoundSql value(Object value) {
    text.append(bound(value));
    return this;
  }

  /** Binds the value and returns its placeholder, for text that is put together elsewhere. */
  String bound(Object value) {
    values.add(value);
    return "$" + values.size();
  }

  <T> Flux<T> rows(Connection connection, Function<Readable, T> reader) {
    return new SqlStatement(text.toString()).rows(connection, this::bind, reader);
  }

  /** The same, fetched in portions as they are taken: the server waits for a slow reader. */
  <T> Flux<T> portions(Connection connection, int rows, Function<Readable, T> reader) {
    return new SqlStatement(text.toString())
        .rows(
            connection,
            statement -> {
              bind(statement);
              statement.fetchSize(rows);
            },
            reader);
  }

  private void bind(Statement statement) {
    for (int i = 0; i < values.size(); i++) {
      statement.bind("$" + (i + 1), values.get(i));
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
