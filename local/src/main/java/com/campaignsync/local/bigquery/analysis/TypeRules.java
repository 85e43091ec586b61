package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.SqlException;

/** Which types can be grouped, ordered and told apart: DuckDB does so with all. */
final class TypeRules {

  private TypeRules() {}

  /** Whether values have an order and equal ones can be merged. */
  static boolean isPlain(ValueType type) {
    return !type.isNested() && !type.is(SqlType.JSON);
  }

  /** ARRAY, STRUCT or the scalar's name. */
  static String kind(ValueType type) {
    return type.array() ? "ARRAY" : type.scalar().name();
  }

  static void requireGrouping(ValueType type, Position at) {
    if (!isPlain(type)) {
      throw SqlException.invalid(
          "Grouping by expressions of type " + kind(type) + " is not allowed", at);
    }
  }

  /** PARTITION BY takes what GROUP BY takes, but no FLOAT64. */
  static void requirePartition(ValueType type, Position at) {
    if (!isPlain(type) || type.is(SqlType.FLOAT64)) {
      throw SqlException.invalid(
          "Partitioning by expressions of type " + kind(type) + " is not allowed", at);
    }
  }

  static void requireOrdering(ValueType type, Position at) {
    if (!isPlain(type)) {
      throw SqlException.invalid("ORDER BY does not support expressions of type " + type, at);
    }
  }

  /** For functions that look for the least or the greatest. */
  static void requireOrder(String function, ValueType type, Position at) {
    if (!isPlain(type)) {
      throw SqlException.invalid(function + " is not defined for arguments of type " + type, at);
    }
  }

  static void requireDistinct(ValueType type, Position at) {
    if (!isPlain(type)) {
      throw SqlException.invalid(
          "Aggregate functions with DISTINCT cannot be used with arguments of type " + kind(type),
          at);
    }
  }
}
