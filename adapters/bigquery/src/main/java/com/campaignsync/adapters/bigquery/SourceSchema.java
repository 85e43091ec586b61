package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ColumnSource.Column;
import com.campaignsync.domain.source.Grain;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceColumn.Type;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.campaignsync.domain.source.SourceMapping;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import java.util.EnumSet;
import java.util.Set;

/**
 * The mapped columns of a live table, checked: what is missing or of a wrong type is reported at
 * once, before anything is read or written.
 *
 * @param columns the mapped columns that the table has
 * @param floatColumns those of them that are FLOAT64
 * @param integerTexts those of them that we keep as text and that are INT64
 */
record SourceSchema(
    Set<SourceColumn> columns, Set<SourceColumn> floatColumns, Set<SourceColumn> integerTexts) {

  /**
   * @throws SourceException if a required column is missing, a named one is missing, or one has a
   *     type it may not have
   */
  static SourceSchema check(Entity entity, SourceMapping mapping, Schema schema) {
    TableColumns table = new TableColumns("source '" + mapping.table() + "'", schema);
    SourceSchema found =
        new SourceSchema(
            EnumSet.noneOf(SourceColumn.class),
            EnumSet.noneOf(SourceColumn.class),
            EnumSet.noneOf(SourceColumn.class));
    for (SourceColumn column : SourceColumn.of(entity)) {
      if (mapping.sourceOf(column) instanceof Column named) {
        boolean needed =
            column.requiredOf(entity)
                || mapping.columns().containsKey(column)
                || (column == SourceColumn.METRIC_HOUR && mapping.grain() == Grain.HOURLY);
        Field field = table.find(named.name(), allowed(column.type()), needed);
        if (field != null) {
          found.add(column, field.getType().getStandardType());
        }
      }
    }
    refuseLackOfHours(mapping);
    table.refuse();
    return found;
  }

  /** A live table that lacks the column is told with all else that it lacks. */
  private static void refuseLackOfHours(SourceMapping mapping) {
    if (mapping.grain() == Grain.HOURLY && mapping.nameOf(SourceColumn.METRIC_HOUR) == null) {
      throw new SourceException(
          Code.SOURCE_COLUMN_MISSING,
          "source '%s' has no metric_hour by its mapping, and the connection's grain is hourly;"
                  .formatted(mapping.table())
              + " name the column of hours, or make a connection of daily grain",
          null);
    }
  }

  private void add(SourceColumn column, StandardSQLTypeName type) {
    columns.add(column);
    if (type == StandardSQLTypeName.FLOAT64) {
      floatColumns.add(column);
    }
    if (column.type() == Type.TEXT && type == StandardSQLTypeName.INT64) {
      integerTexts.add(column);
    }
  }

  private static Set<StandardSQLTypeName> allowed(Type type) {
    return switch (type) {
      case TEXT -> TableColumns.TEXTS;
      case DATE -> EnumSet.of(StandardSQLTypeName.DATE);
      case COUNT -> EnumSet.of(StandardSQLTypeName.INT64);
      case NUMBER ->
          EnumSet.of(
              StandardSQLTypeName.INT64, StandardSQLTypeName.NUMERIC, StandardSQLTypeName.FLOAT64);
    };
  }
}
