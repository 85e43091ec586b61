package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import java.util.stream.Collectors;

/** DuckDB expressions that write values as BigQuery's JSON does: everything is text. */
final class CellText {

  private CellText() {}

  /** Arrays become the raw JSON {@code [{"v":…}]}, structs {@code {"f":[{"v":…}]}}. */
  static String sql(ValueType type, String name, boolean int64Timestamps) {
    return type.isNested()
        ? "CAST(" + json(type, name, int64Timestamps, 0) + " AS VARCHAR)"
        : scalar(type.scalar(), name, int64Timestamps);
  }

  private static String json(ValueType type, String x, boolean int64Timestamps, int depth) {
    if (type.array()) {
      String item = "x" + depth;
      String each = json(type.element(), item, int64Timestamps, depth + 1);
      String cells = "lambda " + item + ": json_object('v', " + each + ")";
      return "to_json(list_transform(coalesce(" + x + ", []), " + cells + "))";
    }
    if (!type.is(SqlType.STRUCT)) {
      return "to_json(" + scalar(type.scalar(), x, int64Timestamps) + ")";
    }
    String cells =
        type.fields().stream()
            .map(
                f -> {
                  String part = "struct_extract(" + x + ", '" + f.name() + "')";
                  return "json_object('v', " + json(f.type(), part, int64Timestamps, depth) + ")";
                })
            .collect(Collectors.joining(", "));
    String whole = "json_object('f', json_array(" + cells + "))";
    return "CASE WHEN " + x + " IS NULL THEN NULL ELSE " + whole + " END";
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
