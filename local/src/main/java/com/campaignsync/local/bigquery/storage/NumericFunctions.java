package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.analysis.Literals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BinaryOperator;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;

/** Exact NUMERIC multiplication and division, which DuckDB does in doubles or not at all. */
final class NumericFunctions {

  /** Enough digits that rounding to 9 decimals afterwards is exact for every quotient. */
  private static final int DIVISION_DIGITS = 60;

  private NumericFunctions() {}

  static void register(Connection connection) throws SQLException {
    register(connection, "bq_numeric_multiply", NumericFunctions::multiply);
    register(connection, "bq_numeric_divide", NumericFunctions::divide);
  }

  private static void register(
      Connection connection, String name, BinaryOperator<BigDecimal> operator) throws SQLException {
    try (DuckDBLogicalType numeric = DuckDBLogicalType.decimal(38, 9);
        var builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(name)
          .withParameter(numeric)
          .withParameter(numeric)
          .withReturnType(numeric)
          .withNullInNullOut()
          .<BigDecimal, BigDecimal, BigDecimal>withFunction(operator::apply)
          .register(connection);
    }
  }

  private static BigDecimal multiply(BigDecimal left, BigDecimal right) {
    return Literals.numeric(left.multiply(right).toPlainString());
  }

  private static BigDecimal divide(BigDecimal left, BigDecimal right) {
    if (right.signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    return Literals.numeric(left.divide(right, DIVISION_DIGITS, RoundingMode.DOWN).toPlainString());
  }
}
