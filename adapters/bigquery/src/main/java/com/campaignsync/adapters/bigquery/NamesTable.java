package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.NameJoin;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableDefinition;
import com.google.cloud.bigquery.TimePartitioning;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Checks the live table that campaigns' names are joined from. */
final class NamesTable {

  /** Columns of tables partitioned by ingestion time that no schema names. */
  private static final Set<String> INGESTION_COLUMNS = Set.of("_PARTITIONTIME", "_PARTITIONDATE");

  /** Types that order in time or by number. */
  private static final Set<StandardSQLTypeName> ORDERED =
      EnumSet.of(
          StandardSQLTypeName.DATE,
          StandardSQLTypeName.DATETIME,
          StandardSQLTypeName.TIMESTAMP,
          StandardSQLTypeName.INT64,
          StandardSQLTypeName.NUMERIC,
          StandardSQLTypeName.STRING);

  private NamesTable() {}

  /**
   * @throws com.campaignsync.domain.source.SourceException if a column is missing or of a wrong
   *     type
   */
  static void check(NameJoin names, TableDefinition definition) {
    Schema schema = definition.getSchema();
    TableColumns table =
        new TableColumns(
            "names table '" + names.table() + "'", schema == null ? Schema.of() : schema);
    table.find(names.key(), TableColumns.TEXTS, true);
    table.find(names.name(), EnumSet.of(StandardSQLTypeName.STRING), true);
    String latestBy = names.latestBy();
    if (latestBy != null && !isIngestionColumn(latestBy, definition)) {
      table.find(latestBy, ORDERED, true);
    }
    table.refuse();
  }

  private static boolean isIngestionColumn(String column, TableDefinition definition) {
    if (!(definition instanceof StandardTableDefinition standard)) {
      return false;
    }
    TimePartitioning partitioning = standard.getTimePartitioning();
    return partitioning != null
        && partitioning.getField() == null
        && INGESTION_COLUMNS.contains(column.toUpperCase(Locale.ROOT));
  }
}
