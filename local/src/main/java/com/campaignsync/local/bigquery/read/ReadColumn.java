package com.campaignsync.local.bigquery.read;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.ValueType;
import java.util.stream.Collectors;

/**
 * A column of a session.
 *
 * @param column as the client sees it
 * @param duckName its name in the DuckDB table behind the session
 */
record ReadColumn(Column column, String duckName) {

  /** Its value in DuckDB, of exactly the type the Arrow schema promises. */
  String sql() {
    return "CAST("
        + withoutNullArrays(column.type(), duckName)
        + " AS "
        + column.type().duckName()
        + ") AS "
        + duckName;
  }

  /** An array that is NULL is empty for a client, wherever it stands. */
  private static String withoutNullArrays(ValueType type, String value) {
    if (type.array()) {
      boolean flat = type.fields().isEmpty();
      String item = "x" + value.length(); // longer than that of any array around it
      String items =
          flat
              ? value
              : "list_transform("
                  + value
                  + ", lambda "
                  + item
                  + ": "
                  + withoutNullArrays(type.element(), item)
                  + ")";
      return "coalesce(" + items + ", [])";
    }
    if (type.fields().isEmpty()) {
      return value;
    }
    String parts =
        type.fields().stream()
            .map(f -> '"' + f.name() + "\" := " + withoutNullArrays(f.type(), part(value, f)))
            .collect(Collectors.joining(", "));
    return "CASE WHEN " + value + " IS NOT NULL THEN struct_pack(" + parts + ") END";
  }

  private static String part(String struct, ValueType.Field field) {
    return "struct_extract(" + struct + ", '" + field.name() + "')";
  }
}
