package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An analyzed statement, ready for DuckDB. */
public sealed interface Plan {

  /** Every reading of a table, for the bytes. */
  List<TableScan> scans();

  /** BigQuery's statementType. */
  String type();

  /**
   * A query whose DuckDB columns are {@code c0}, {@code c1} … in the order of {@code columns}.
   *
   * @param deterministic whether it calls nothing that changes by itself, such as CURRENT_DATE
   */
  record Select(String sql, List<Column> columns, List<TableScan> scans, boolean deterministic)
      implements Plan {
    @Override
    public String type() {
      return "SELECT";
    }
  }

  /**
   * A change of a table's rows.
   *
   * @param target the changed table; its scan is also among {@code scans} if rows of it are read
   * @param sql the change; a MERGE returns {@code (partition id, buffered)} of each row
   * @param probe query run before, giving {@code (partition id, buffered)} of the rows about to
   *     change, in their old and new place; null for INSERT
   * @param ambiguous query run before that finds a row if one target row would change twice
   */
  record Change(
      String type,
      TableScan target,
      String sql,
      @Nullable String probe,
      @Nullable String ambiguous,
      List<TableScan> scans)
      implements Plan {

    /** Whether existing rows are rewritten, which BigQuery bills by all columns. */
    public boolean rewrites() {
      return probe != null;
    }
  }
}
