package com.campaignsync.local.bigquery.storage;

import java.sql.SQLException;
import java.util.function.DoubleBinaryOperator;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBLogicalType;

/** FLOAT64 arithmetic that fails where finite values give an infinite one, as BigQuery's does. */
final class FloatFunctions {

  private FloatFunctions() {}

  static void register(DuckDBConnection connection) throws SQLException {
    Arithmetic<Double> arithmetic =
        new Arithmetic<>(
            connection, () -> DuckDBLogicalType.of(DuckDBColumnType.DOUBLE), "float64");
    arithmetic.register("add", (a, b) -> finite(a, b, Double::sum));
    arithmetic.register("subtract", (a, b) -> finite(a, b, (x, y) -> x - y));
    arithmetic.register("multiply", (a, b) -> finite(a, b, (x, y) -> x * y));
    arithmetic.register("divide", FloatFunctions::divide);
  }

  private static double divide(double left, double right) {
    if (right == 0) {
      throw new ArithmeticException("division by zero");
    }
    return finite(left, right, (x, y) -> x / y);
  }

  private static double finite(double left, double right, DoubleBinaryOperator operator) {
    double result = operator.applyAsDouble(left, right);
    if (Double.isInfinite(result) && Double.isFinite(left) && Double.isFinite(right)) {
      throw new ArithmeticException("floating point overflow");
    }
    return result;
  }
}
