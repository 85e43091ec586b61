package com.campaignsync.local.bigquery.storage;

import java.sql.SQLException;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.jspecify.annotations.Nullable;

/**
 * Upper and lower case by Unicode's full mapping: one letter may become two, as in STRASSE. And
 * REVERSE.
 */
final class TextFunctions {

  private TextFunctions() {}

  static void register(DuckDBConnection connection) throws SQLException {
    register(connection, "bq_upper", text -> text.toUpperCase(Locale.ROOT));
    register(connection, "bq_lower", text -> text.toLowerCase(Locale.ROOT));
    // By code point; DuckDB reverses what looks like one letter as a whole.
    register(connection, "bq_reverse", text -> new StringBuilder(text).reverse().toString());
  }

  private static void register(
      DuckDBConnection connection, String name, UnaryOperator<String> mapping) throws SQLException {
    try (DuckDBLogicalType text = DuckDBLogicalType.of(DuckDBColumnType.VARCHAR);
        var builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(name)
          .withParameter(text)
          .withReturnType(text)
          .<String, String>withFunction(value -> mapped(mapping, value))
          .register(connection);
    }
  }

  private static @Nullable String mapped(UnaryOperator<String> mapping, @Nullable String value) {
    return value == null ? null : mapping.apply(value);
  }
}
