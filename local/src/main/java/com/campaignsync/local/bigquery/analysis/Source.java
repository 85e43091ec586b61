package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.ValueType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A relation in FROM.
 *
 * @param name what the statement calls it; empty if nothing
 * @param pseudo columns that can be named but are not part of {@code *}
 * @param scan the table behind it; null for a subquery
 */
record Source(
    String name, List<SourceColumn> columns, List<SourceColumn> pseudo, @Nullable TableScan scan) {

  /** A column under its GoogleSQL name, and how DuckDB reaches it. */
  record SourceColumn(String name, ValueType type, String sql) {}

  /** Whether several columns have that name, as those of a subquery may. */
  boolean isAmbiguous(String wanted) {
    return columns.stream().filter(c -> c.name().equalsIgnoreCase(wanted)).count() > 1;
  }

  /** Whether {@code *} has a column of that name. */
  boolean hasListed(String wanted) {
    return columns.stream().anyMatch(c -> c.name().equalsIgnoreCase(wanted));
  }

  @Nullable SourceColumn column(String wanted) {
    return Stream.concat(columns.stream(), pseudo.stream())
        .filter(column -> column.name().equalsIgnoreCase(wanted))
        .findFirst()
        .orElse(null);
  }
}
