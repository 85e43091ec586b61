package com.campaignsync.local.bigquery.storage;

import java.sql.SQLException;
import java.util.function.BinaryOperator;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.jspecify.annotations.Nullable;

/**
 * Makes functions of two values of one type known to DuckDB, each in two forms: {@code
 * bq_type_name}, whose failure fails the query, and {@code bq_safe_type_name}, whose failure is
 * NULL. Written in Java, because a DuckDB macro copies its arguments: nested, they would grow
 * without bound.
 */
final class Arithmetic<T> {

  /** Makes the type: a function takes it over and closes it. */
  interface TypeFactory {
    DuckDBLogicalType make() throws SQLException;
  }

  private final DuckDBConnection connection;
  private final TypeFactory type;
  private final String typeName;

  Arithmetic(DuckDBConnection connection, TypeFactory type, String typeName) {
    this.connection = connection;
    this.type = type;
    this.typeName = typeName;
  }

  /**
   * @param operator is given no NULL; throws ArithmeticException or IllegalArgumentException to
   *     fail
   */
  void register(String name, BinaryOperator<T> operator) throws SQLException {
    register("bq_" + typeName + "_" + name, operator, false);
    register("bq_safe_" + typeName + "_" + name, operator, true);
  }

  private void register(String name, BinaryOperator<T> operator, boolean safe) throws SQLException {
    try (DuckDBLogicalType value = type.make();
        var builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(name)
          .withParameter(value)
          .withParameter(value)
          .withReturnType(value)
          .<T, T, T>withFunction((a, b) -> apply(operator, a, b, safe))
          .register(connection);
    }
  }

  private static <T> @Nullable T apply(
      BinaryOperator<T> operator, @Nullable T left, @Nullable T right, boolean safe) {
    if (left == null || right == null) {
      return null;
    }
    try {
      return operator.apply(left, right);
    } catch (ArithmeticException | IllegalArgumentException e) {
      if (safe) {
        return null;
      }
      throw e;
    }
  }
}
