package com.campaignsync.adapters.postgres.query;

import io.r2dbc.spi.Statement;
import org.jspecify.annotations.Nullable;

/** Binds values that may be absent; the driver wants to know their type even so. */
final class Nullables {

  private Nullables() {}

  static <T> void bind(Statement statement, String name, @Nullable T value, Class<T> type) {
    if (value == null) {
      statement.bindNull(name, type);
    } else {
      statement.bind(name, value);
    }
  }
}
