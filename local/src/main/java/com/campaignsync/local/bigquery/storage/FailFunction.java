package com.campaignsync.local.bigquery.storage;

import java.sql.SQLException;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;

/**
 * {@code bq_fail(text)}: fails with that text, in BigQuery's words. DuckDB's own {@code error}
 * cannot stand in a window's order, and its messages look like DuckDB's.
 */
final class FailFunction {

  private FailFunction() {}

  static void register(DuckDBConnection connection) throws SQLException {
    try (DuckDBLogicalType text = DuckDBLogicalType.of(DuckDBColumnType.VARCHAR);
        var builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName("bq_fail")
          .withParameter(text)
          .withReturnType(text)
          .<String, String>withFunction(FailFunction::fail)
          .register(connection);
    }
  }

  private static String fail(String complaint) {
    throw new IllegalArgumentException(complaint);
  }
}
