package com.campaignsync.local.bigquery.storage;

import java.sql.SQLException;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBLogicalType;

/** INT64 arithmetic for the SAFE_ functions: NULL where it overflows. */
final class IntegerFunctions {

  private IntegerFunctions() {}

  static void register(DuckDBConnection connection) throws SQLException {
    Arithmetic<Long> arithmetic =
        new Arithmetic<>(connection, () -> DuckDBLogicalType.of(DuckDBColumnType.BIGINT), "int64");
    arithmetic.register("add", Math::addExact);
    arithmetic.register("subtract", Math::subtractExact);
    arithmetic.register("multiply", Math::multiplyExact);
  }
}
