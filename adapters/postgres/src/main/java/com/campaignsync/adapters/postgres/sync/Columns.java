package com.campaignsync.adapters.postgres.sync;

import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Columns that the schema or the statement makes non-null. */
final class Columns {

  private Columns() {}

  static <T> T required(Readable row, String column, Class<T> type) {
    return Objects.requireNonNull(row.get(column, type), column);
  }

  static long count(Readable row, String column) {
    return required(row, column, Long.class);
  }

  static String text(Readable row, String column) {
    return required(row, column, String.class);
  }

  /** An array of days in ISO form. */
  static Set<LocalDate> days(Readable row, String column) {
    return Stream.of(required(row, column, String[].class))
        .map(LocalDate::parse)
        .collect(Collectors.toSet());
  }
}
