package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.analysis.Literals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBLogicalType;

/** Exact NUMERIC arithmetic where DuckDB computes in doubles, not at all, or cannot yield NULL. */
final class NumericFunctions {

  /** Enough digits that rounding to 9 decimals afterwards is exact for every quotient. */
  private static final int DIVISION_DIGITS = 60;

  private NumericFunctions() {}

  static void register(DuckDBConnection connection) throws SQLException {
    Arithmetic<BigDecimal> arithmetic =
        new Arithmetic<>(connection, () -> DuckDBLogicalType.decimal(38, 9), "numeric");
    arithmetic.register("multiply", (a, b) -> inRange(a.multiply(b)));
    arithmetic.register("divide", NumericFunctions::divide);
    arithmetic.register("add", (a, b) -> inRange(a.add(b)));
    arithmetic.register("subtract", (a, b) -> inRange(a.subtract(b)));
  }

  private static BigDecimal inRange(BigDecimal value) {
    return Literals.numeric(value.toPlainString());
  }

  private static BigDecimal divide(BigDecimal left, BigDecimal right) {
    if (right.signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    return inRange(left.divide(right, DIVISION_DIGITS, RoundingMode.DOWN));
  }
}
