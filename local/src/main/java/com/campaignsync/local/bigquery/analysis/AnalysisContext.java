package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the analysis of one statement needs to know and what it finds out on its way. */
public final class AnalysisContext {

  private final String project;
  private final @Nullable String defaultDataset;
  private final TableLookup tables;
  private final Map<String, QueryParameter> parameters = new TreeMap<>();
  private final Instant now;
  private List<TableScan> scans = new ArrayList<>();
  private boolean deterministic = true;
  private int aliases;
  private int viewDepth;

  /** BigQuery's own limit. */
  private static final int VIEW_DEPTH_MAX = 16;

  /**
   * @param parameters by name, or {@code #1}, {@code #2} … by position
   * @param now the statement's CURRENT_TIMESTAMP
   */
  public AnalysisContext(
      String project,
      @Nullable String defaultDataset,
      TableLookup tables,
      Map<String, QueryParameter> parameters,
      Instant now) {
    this.project = project;
    this.defaultDataset = defaultDataset;
    this.tables = tables;
    parameters.forEach((name, value) -> this.parameters.put(name.toLowerCase(Locale.ROOT), value));
    this.now = now;
  }

  Instant now() {
    deterministic = false;
    return now;
  }

  /** Notes a call whose value differs from one run to the next. */
  void changesByItself() {
    deterministic = false;
  }

  /** Whether the same statement over the same rows gives the same result. */
  boolean isDeterministic() {
    return deterministic;
  }

  /** A table alias no other part of the translated statement has. */
  String freshAlias() {
    return "s" + ++aliases;
  }

  QueryParameter parameter(String name, Position at) {
    QueryParameter parameter = parameters.get(name.toLowerCase(Locale.ROOT));
    if (parameter == null) {
      throw SqlException.invalid(
          name.startsWith("#")
              ? "Query parameter number " + name.substring(1) + " is not defined"
              : "Query parameter '" + name + "' not found",
          at);
    }
    return parameter;
  }

  /** The table or view that {@code path} names. */
  PhysicalTable table(List<String> path, Position at) {
    PhysicalTable view = tables.informationSchema(path);
    if (view != null) {
      deterministic = false;
      return view;
    }
    return tables.find(ref(path, at));
  }

  /** Opens a table as one scan of its own. */
  TableScan scan(PhysicalTable table) {
    TableScan scan = new TableScan(table, freshAlias());
    scans.add(scan);
    return scan;
  }

  /** Runs {@code body} one view deeper. */
  <T> T insideView(String view, Supplier<T> body) {
    if (++viewDepth > VIEW_DEPTH_MAX) {
      throw SqlException.invalid("View " + view + " is nested too deeply or refers to itself");
    }
    try {
      return body.get();
    } finally {
      viewDepth--;
    }
  }

  private TableRef ref(List<String> path, Position at) {
    int n = path.size();
    if (n > 3) {
      throw SqlException.invalid("Invalid table-valued name: " + String.join(".", path), at);
    }
    if (n == 1 && defaultDataset == null) {
      throw SqlException.invalid(
          "Table \"" + path.get(0) + "\" must be qualified with a dataset (e.g. dataset.table).");
    }
    return new TableRef(
        n == 3 ? path.get(0) : project,
        n == 1 ? String.valueOf(defaultDataset) : path.get(n - 2),
        path.get(n - 1));
  }

  /** Runs {@code body}, giving the scans it made instead of keeping them. */
  List<TableScan> collecting(Runnable body) {
    List<TableScan> outer = scans;
    scans = new ArrayList<>();
    try {
      body.run();
      return scans;
    } finally {
      scans = outer;
    }
  }

  void keep(List<TableScan> more) {
    scans.addAll(more);
  }

  List<TableScan> scans() {
    return scans;
  }
}
