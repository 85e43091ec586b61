package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.SqlException;

/** CAST and SAFE_CAST with BigQuery's results where DuckDB's own differ. */
final class Casts {

  private Casts() {}

  /** The expression of CAST(value AS to), or of SAFE_CAST. */
  static Sql cast(Sql value, ValueType to, boolean safe, Position at) {
    if (value.type().equals(to)) {
      return Sql.of(value.text(), to);
    }
    if (to.array() || value.type().array()) {
      if (value.type().isNull()) {
        return Sql.of("CAST(NULL AS " + to.duckName() + ")", to);
      }
      throw invalid(value, to, at);
    }
    if (!exists(value.type().scalar(), to.scalar())) {
      throw invalid(value, to, at);
    }
    return Sql.of(text(value, to.scalar(), safe), to);
  }

  private static SqlException invalid(Sql value, ValueType to, Position at) {
    return SqlException.invalid("Invalid cast from " + value.type() + " to " + to, at);
  }

  private static boolean exists(SqlType from, SqlType to) {
    if (from == SqlType.STRING || from == SqlType.NULL || to == SqlType.STRING || from == to) {
      return from != SqlType.JSON;
    }
    return switch (from) {
      case INT64 -> to.isNumber() || to == SqlType.BOOL;
      case FLOAT64, NUMERIC -> to.isNumber();
      case BOOL -> to == SqlType.INT64;
      case DATE, TIMESTAMP, DATETIME ->
          to == SqlType.DATE || to == SqlType.TIMESTAMP || to == SqlType.DATETIME;
      default -> false;
    };
  }

  /** DuckDB's expression; the {@code bq_} macros are in macros.sql. */
  static String text(Sql value, SqlType to, boolean safe) {
    String x = value.text();
    SqlType from = value.type().scalar();
    String exact = special(x, from, to);
    if (exact.isEmpty()) {
      return (safe ? "TRY_CAST(" : "CAST(") + x + " AS " + to.duckName() + ")";
    }
    return safe ? "TRY(" + exact + ")" : exact;
  }

  private static String special(String x, SqlType from, SqlType to) {
    if (to == SqlType.STRING && from != SqlType.NULL) {
      return switch (from) {
        case FLOAT64 -> "bq_float64_text(" + x + ")";
        case NUMERIC -> "bq_numeric_text(" + x + ")";
        case TIMESTAMP -> "bq_timestamp_text(" + x + ")";
        case BYTES -> "decode(" + x + ")";
        default -> "";
      };
    }
    if (from == SqlType.FLOAT64) {
      return switch (to) {
        case NUMERIC -> "bq_float64_numeric(" + x + ")";
        case INT64 -> "CAST(round(" + x + ") AS BIGINT)";
        default -> "";
      };
    }
    if (from != SqlType.STRING) {
      return "";
    }
    return switch (to) {
      case INT64 -> "bq_text_int64(" + x + ")";
      case BOOL -> "bq_text_bool(" + x + ")";
      case DATE -> "bq_text_date(" + x + ")";
      case TIMESTAMP, DATETIME -> "bq_text_timestamp(" + x + ")";
      case BYTES -> "encode(" + x + ")";
      default -> "";
    };
  }
}
