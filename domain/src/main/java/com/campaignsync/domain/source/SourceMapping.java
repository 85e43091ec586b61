package com.campaignsync.domain.source;

import java.util.Map;

/**
 * How a connection's rows are found in BigQuery.
 *
 * @param table {@code table}, {@code dataset.table} or {@code project.dataset.table}; the missing
 *     parts are the configured dataset and project
 * @param columnNames where the source's name of a column differs from ours; empty is the identity
 */
public record SourceMapping(String table, Map<SourceColumn, String> columnNames) {

  public SourceMapping {
    columnNames = Map.copyOf(columnNames);
  }

  /** The source's own name of a column. */
  public String nameOf(SourceColumn column) {
    return columnNames.getOrDefault(column, column.defaultName());
  }
}
