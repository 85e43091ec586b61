package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relation in FROM.
 *
 * @param name what the statement calls it; empty if nothing
 * @param scan the table behind it; null for a subquery
 */
record Source(String name, List<SourceColumn> columns, @Nullable TableScan scan) {

  /** A column under its GoogleSQL name, and how DuckDB reaches it. */
  record SourceColumn(String name, ValueType type, String sql) {}

  @Nullable SourceColumn column(String wanted) {
    for (SourceColumn column : columns) {
      if (column.name().equalsIgnoreCase(wanted)) {
        return column;
      }
    }
    return null;
  }
}
