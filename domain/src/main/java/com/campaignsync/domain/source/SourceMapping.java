package com.campaignsync.domain.source;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a connection's rows are found in BigQuery. Two connections with equal mappings can share a
 * read.
 *
 * @param table {@code table}, {@code dataset.table} or {@code project.dataset.table}; the missing
 *     parts are the configured dataset and project
 * @param columns where a column's values come from, if not from a column of our name; empty is the
 *     identity
 * @param names a second table that knows the campaigns' names; null for none
 * @param partition how the table is partitioned; null leaves it to the table
 * @param grain how fine the rows are to be
 */
public record SourceMapping(
    String table,
    Map<SourceColumn, ColumnSource> columns,
    @Nullable NameJoin names,
    @Nullable PartitionSpec partition,
    Grain grain) {

  public SourceMapping {
    columns = Map.copyOf(columns);
  }

  /** A mapping of daily grain. */
  public SourceMapping(
      String table,
      Map<SourceColumn, ColumnSource> columns,
      @Nullable NameJoin names,
      @Nullable PartitionSpec partition) {
    this(table, columns, names, partition, Grain.DAILY);
  }

  /** The same for rows of a grain. */
  public SourceMapping withGrain(Grain other) {
    return new SourceMapping(table, columns, names, partition, other);
  }

  /** A mapping that only renames columns, of daily grain. */
  public SourceMapping(String table, Map<SourceColumn, String> columnNames) {
    this(table, renamed(columnNames), null, null);
  }

  /** Where a column's values come from. */
  public ColumnSource sourceOf(SourceColumn column) {
    ColumnSource source = columns.get(column);
    return source == null ? new ColumnSource.Column(column.defaultName()) : source;
  }

  /** The source's own name of a column; null where it has none: a constant, or nothing at all. */
  public @Nullable String nameOf(SourceColumn column) {
    return sourceOf(column) instanceof ColumnSource.Column named ? named.name() : null;
  }

  /** The value that every row of the source has in a column; null where rows have their own. */
  public @Nullable String constantOf(SourceColumn column) {
    return sourceOf(column) instanceof ColumnSource.Constant constant ? constant.value() : null;
  }

  private static Map<SourceColumn, ColumnSource> renamed(Map<SourceColumn, String> columnNames) {
    return columnNames.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, renamed -> new ColumnSource.Column(renamed.getValue())));
  }
}
