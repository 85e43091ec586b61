package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.PhysicalTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One reading of a table by a statement: which columns, under which limits on its partitions. */
public final class TableScan {

  private final PhysicalTable table;
  private final String alias;
  private final Set<String> columns = new LinkedHashSet<>();
  private final List<String> conditions = new ArrayList<>();
  private final List<String> clusterConditions = new ArrayList<>();

  TableScan(PhysicalTable table, String alias) {
    this.table = table;
    this.alias = alias;
  }

  public PhysicalTable table() {
    return table;
  }

  /** The name the translated statement gives the table. */
  public String alias() {
    return alias;
  }

  /** Columns the statement reads, in the schema's spelling. */
  public Set<String> columns() {
    return columns;
  }

  /**
   * DuckDB conditions on the partition column alone, under {@link #alias}; all of them hold for
   * every row the statement uses.
   */
  public List<String> conditions() {
    return conditions;
  }

  /** The same for the first clustering column: blocks without such a row are not read. */
  public List<String> clusterConditions() {
    return clusterConditions;
  }
}
