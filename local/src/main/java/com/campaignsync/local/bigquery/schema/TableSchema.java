package com.campaignsync.local.bigquery.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table's definition.
 *
 * @param partitioning null for a table without partitions
 * @param clustering column names; empty if none
 * @param view the query of a view, whose columns these are; null for a table
 */
public record TableSchema(
    List<Column> columns,
    @Nullable Partitioning partitioning,
    List<String> clustering,
    @Nullable String view) {

  /** The single partition id of a table without partitions. */
  public static final String WHOLE_TABLE_ID = "";

  public TableSchema {
    columns = List.copyOf(columns);
    clustering = List.copyOf(clustering);
  }

  /** The column of that name; BigQuery's column names ignore case. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
  }

  /** DuckDB expression of a row's partition id, for rows of the relation named {@code alias}. */
  public String partitionId(String alias) {
    return partitioning == null
        ? "'" + WHOLE_TABLE_ID + "'"
        : partitioning.idOf(alias + ".\"" + partitioning.field() + "\"");
  }

  public boolean isPartitionColumn(String name) {
    return partitioning != null
        && (partitioning.field().equalsIgnoreCase(name)
            || (partitioning.isIngestionTime()
                && Partitioning.INGESTION_DATE.equalsIgnoreCase(name)));
  }

  /** The same with partitions that stay for ever. */
  public TableSchema withoutExpiration() {
    return new TableSchema(
        columns, partitioning == null ? null : partitioning.unlimited(), clustering, view);
  }

  /** Whether rows are partitioned by the time they came. */
  public boolean isIngestionTime() {
    return partitioning != null && partitioning.isIngestionTime();
  }
}
