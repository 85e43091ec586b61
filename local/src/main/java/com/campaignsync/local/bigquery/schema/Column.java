package com.campaignsync.local.bigquery.schema;

/**
 * A column of a table or result.
 *
 * @param mode NULLABLE or REQUIRED; REPEATED only in results
 * @param description empty if none
 */
public record Column(String name, ValueType type, String mode, String description) {

  /** A nullable column, or a repeated one for an array, without description. */
  public static Column of(String name, ValueType type) {
    return new Column(name, type, type.array() ? "REPEATED" : "NULLABLE", "");
  }

  public boolean required() {
    return mode.equals("REQUIRED");
  }
}
