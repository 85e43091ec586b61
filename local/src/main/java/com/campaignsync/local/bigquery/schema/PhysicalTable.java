package com.campaignsync.local.bigquery.schema;

/**
 * A table and where DuckDB keeps it.
 *
 * @param id never used again, not even for a table of the same name
 * @param duckName qualified name of the DuckDB table
 */
public record PhysicalTable(TableRef ref, long id, TableSchema schema, String duckName) {

  /** Id of INFORMATION_SCHEMA views, whose {@code duckName} is a query. */
  public static final long NO_ID = -1;

  /** Whether it is a view of INFORMATION_SCHEMA, which has no stored rows. */
  public boolean isInformationSchema() {
    return id == NO_ID;
  }

  /** Hidden column: when the row entered the streaming buffer; NULL once it has left. */
  public static final String BUFFERED_AT = "_bq_buffered_at";
}
