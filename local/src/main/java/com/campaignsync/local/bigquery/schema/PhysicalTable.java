package com.campaignsync.local.bigquery.schema;

/**
 * A table and where DuckDB keeps it.
 *
 * @param id never used again, not even for a table of the same name
 * @param duckName qualified name of the DuckDB table
 */
public record PhysicalTable(TableRef ref, long id, TableSchema schema, String duckName) {

  /** Hidden column: when the row entered the streaming buffer; NULL once it has left. */
  public static final String BUFFERED_AT = "_bq_buffered_at";
}
