package com.campaignsync.local.bigquery.schema;

/**
 * Time partitioning on a DATE, TIMESTAMP or DATETIME column.
 *
 * @param field the column's name as the schema spells it
 */
public record Partitioning(Unit unit, String field) {

  /** Id of the partition that holds rows whose partition column is NULL. */
  public static final String NULL_ID = "__NULL__";

  /** Id that BigQuery reports while rows wait in the streaming buffer. */
  public static final String UNPARTITIONED_ID = "__UNPARTITIONED__";

  /** Length of one partition and the form of its id. */
  public enum Unit {
    HOUR("%Y%m%d%H"),
    DAY("%Y%m%d"),
    MONTH("%Y%m"),
    YEAR("%Y");

    private final String format;

    Unit(String format) {
      this.format = format;
    }
  }

  /** DuckDB expression of the partition id that {@code value} falls in; never NULL. */
  public String idOf(String value) {
    return "coalesce(strftime(" + value + ", '" + unit.format + "'), '" + NULL_ID + "')";
  }
}
