package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;

/** DuckDB expressions that write values as BigQuery's JSON does: everything is text. */
final class CellText {

  private CellText() {}

  /** An array becomes the raw JSON {@code [{"v":…}]}. */
  static String sql(ValueType type, String name, boolean int64Timestamps) {
    if (!type.array()) {
      return scalar(type.scalar(), name, int64Timestamps);
    }
    String item = scalar(type.scalar(), "x", int64Timestamps);
    return "CAST(to_json(list_transform(" + name + ", lambda x: {'v': " + item + "})) AS VARCHAR)";
  }

  private static String scalar(SqlType type, String x, boolean int64Timestamps) {
    return switch (type) {
      case FLOAT64 ->
          "CASE WHEN isnan("
              + x
              + ") THEN 'NaN' WHEN isinf("
              + x
              + ") THEN CASE WHEN "
              + x
              + " > 0 THEN 'Infinity' ELSE '-Infinity' END ELSE CAST("
              + x
              + " AS VARCHAR) END";
      case NUMERIC -> "bq_numeric_text(" + x + ")";
      case BYTES -> "to_base64(" + x + ")";
      case TIMESTAMP ->
          int64Timestamps
              ? "CAST(epoch_us(" + x + ") AS VARCHAR)"
              : "bq_numeric_text(bq_numeric_divide(CAST(epoch_us("
                  + x
                  + ") AS DECIMAL(38,9)), CAST(1000000 AS DECIMAL(38,9))))";
      case DATETIME -> "strftime(" + x + ", '%Y-%m-%dT%H:%M:%S.%f')";
      case STRING, JSON -> x;
      default -> "CAST(" + x + " AS VARCHAR)";
    };
  }
}
