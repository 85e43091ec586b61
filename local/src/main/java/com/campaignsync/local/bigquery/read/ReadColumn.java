package com.campaignsync.local.bigquery.read;

import com.campaignsync.local.bigquery.schema.Column;

/**
 * A column of a session.
 *
 * @param column as the client sees it
 * @param duckName its name in the DuckDB table behind the session
 */
record ReadColumn(Column column, String duckName) {

  /** Its value in DuckDB, of exactly the type the Arrow schema promises. */
  String sql() {
    return "CAST(" + duckName + " AS " + column.type().duckName() + ") AS " + duckName;
  }
}
