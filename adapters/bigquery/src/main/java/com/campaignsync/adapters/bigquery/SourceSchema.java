package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.campaignsync.domain.source.SourceMapping;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The mapped columns of a live table, checked: what is missing or of a wrong type is reported at
 * once, before anything is read or written.
 *
 * @param columns the mapped columns that the table has
 * @param floatColumns those of them that are FLOAT64
 */
record SourceSchema(Set<SourceColumn> columns, Set<SourceColumn> floatColumns) {

  /**
   * @throws SourceException if a required column is missing, a named one is missing, or one has a
   *     type it may not have
   */
  static SourceSchema check(SourceMapping mapping, Schema schema) {
    Map<String, Field> fields = new HashMap<>();
    schema
        .getFields()
        .forEach(field -> fields.put(field.getName().toLowerCase(Locale.ROOT), field));
    Set<SourceColumn> present = EnumSet.noneOf(SourceColumn.class);
    Set<SourceColumn> floats = EnumSet.noneOf(SourceColumn.class);
    List<String> missing = new ArrayList<>();
    List<String> mistyped = new ArrayList<>();
    for (SourceColumn column : SourceColumn.values()) {
      Field field = fields.get(mapping.nameOf(column).toLowerCase(Locale.ROOT));
      if (field == null) {
        if (column.required() || mapping.columnNames().containsKey(column)) {
          missing.add(mapping.nameOf(column));
        }
        continue;
      }
      StandardSQLTypeName type = field.getType().getStandardType();
      boolean repeated = field.getMode() == Field.Mode.REPEATED;
      if (repeated || !allowed(column.type()).contains(type)) {
        mistyped.add(
            "%s is %s%s, want %s"
                .formatted(
                    field.getName(), repeated ? "ARRAY of " : "", type, allowed(column.type())));
        continue;
      }
      present.add(column);
      if (type == StandardSQLTypeName.FLOAT64) {
        floats.add(column);
      }
    }
    refuse(mapping, missing, mistyped);
    return new SourceSchema(present, floats);
  }

  private static Set<StandardSQLTypeName> allowed(SourceColumn.Type type) {
    return switch (type) {
      case TEXT -> EnumSet.of(StandardSQLTypeName.STRING);
      case DATE -> EnumSet.of(StandardSQLTypeName.DATE);
      case COUNT -> EnumSet.of(StandardSQLTypeName.INT64);
      case NUMBER ->
          EnumSet.of(
              StandardSQLTypeName.INT64, StandardSQLTypeName.NUMERIC, StandardSQLTypeName.FLOAT64);
    };
  }

  /** Both kinds of complaint in one message: who mends the table wants to do it once. */
  private static void refuse(SourceMapping mapping, List<String> missing, List<String> mistyped) {
    List<String> complaints = new ArrayList<>();
    if (!missing.isEmpty()) {
      complaints.add("has no column " + String.join(", ", missing));
    }
    if (!mistyped.isEmpty()) {
      complaints.add("has columns of a wrong type: " + String.join(", ", mistyped));
    }
    if (!complaints.isEmpty()) {
      throw new SourceException(
          missing.isEmpty() ? Code.SOURCE_COLUMN_TYPE : Code.SOURCE_COLUMN_MISSING,
          "source '%s' %s; mend the table or the connection's mapping"
              .formatted(mapping.table(), String.join("; ", complaints)),
          null);
    }
  }
}
