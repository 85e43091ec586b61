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
    if (to.isNested() || value.type().isNested()) {
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
    if (to == SqlType.JSON) {
      return from == SqlType.NULL || from == SqlType.JSON;
    }
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
    String checked = checked(x, from, to);
    if (!checked.isEmpty()) {
      return (safe ? "bq_safe_" : "bq_") + checked;
    }
    String exact = special(x, from, to, safe);
    if (exact.isEmpty()) {
      return (safe ? "TRY_CAST(" : "CAST(") + x + " AS " + to.duckName() + ")";
    }
    return exact;
  }

  /** Casts with a macro for each of CAST and SAFE_CAST. */
  private static String checked(String x, SqlType from, SqlType to) {
    if (from == SqlType.FLOAT64 && to == SqlType.NUMERIC) {
      return "float64_numeric(" + x + ")";
    }
    if (from != SqlType.STRING) {
      return "";
    }
    return switch (to) {
      case INT64 -> "text_int64(" + x + ")";
      case FLOAT64 -> "text_float64(" + x + ")";
      case NUMERIC -> "text_numeric(" + x + ")";
      case BOOL -> "text_bool(" + x + ")";
      case DATE -> "text_date(" + x + ")";
      default -> "";
    };
  }

  /** TRY would hide the operand's own errors too: where a cast can fail, it says how itself. */
  private static String special(String x, SqlType from, SqlType to, boolean safe) {
    if (to == SqlType.STRING && from != SqlType.NULL) {
      return switch (from) {
        case FLOAT64 -> "bq_float64_text(" + x + ")";
        case NUMERIC -> "bq_numeric_text(" + x + ")";
        case TIMESTAMP -> "bq_timestamp_text(" + x + ")";
        case DATETIME -> "bq_datetime_text(" + x + ")";
        case BYTES -> safe ? "TRY(decode(" + x + "))" : "decode(" + x + ")";
        default -> "";
      };
    }
    if (from == SqlType.FLOAT64 && to == SqlType.INT64) {
      return safe ? "TRY_CAST(round(" + x + ") AS BIGINT)" : "bq_int64_of_float64(" + x + ")";
    }
    if (from != SqlType.STRING) {
      return "";
    }
    return switch (to) {
      case TIMESTAMP, DATETIME ->
          "make_timestamp(" + (safe ? "bq_safe_text_micros(" : "bq_text_micros(") + x + "))";
      case BYTES -> "encode(" + x + ")";
      default -> "";
    };
  }
}
