package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;

/**
 * A translated expression.
 *
 * @param text DuckDB's SQL, safe to stand anywhere an operand can
 * @param flexible whether it is a literal or parameter, which GoogleSQL coerces more freely
 */
record Sql(String text, ValueType type, boolean flexible) {

  static Sql of(String text, SqlType type) {
    return new Sql(text, ValueType.of(type), false);
  }

  static Sql of(String text, ValueType type) {
    return new Sql(text, type, false);
  }

  boolean is(SqlType scalar) {
    return type.is(scalar);
  }
}
