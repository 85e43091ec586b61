package com.campaignsync.local.bigquery.analysis;

import java.util.ArrayList;
import java.util.List;

/** A WITH query: its columns, its DuckDB name, and the scans it costs if it is used. */
final class CteQuery {

  private final String duckName;
  private final List<OutputColumn> columns;
  private final List<TableScan> scans;

  CteQuery(String duckName, List<OutputColumn> columns, List<TableScan> scans) {
    this.duckName = duckName;
    this.columns = columns;
    this.scans = new ArrayList<>(scans);
  }

  String duckName() {
    return duckName;
  }

  List<OutputColumn> columns() {
    return columns;
  }

  /** The scans, the first time; nothing afterwards: a WITH query is paid for once. */
  List<TableScan> takeScans() {
    List<TableScan> taken = List.copyOf(scans);
    scans.clear();
    return taken;
  }
}
