package com.campaignsync.local.bigquery.schema;

import java.util.Locale;
import java.util.Optional;

/** A scalar GoogleSQL type, with its REST name and the DuckDB type that stores it. */
public enum SqlType {
  INT64("INTEGER", "BIGINT"),
  FLOAT64("FLOAT", "DOUBLE"),
  /** 38 digits, 9 of them fractional. DuckDB's own NUMERIC has only 3: never use that name. */
  NUMERIC("NUMERIC", "DECIMAL(38,9)"),
  BOOL("BOOLEAN", "BOOLEAN"),
  STRING("STRING", "VARCHAR"),
  BYTES("BYTES", "BLOB"),
  DATE("DATE", "DATE"),
  /** Microseconds in UTC; stored without a zone so that no session setting can move it. */
  TIMESTAMP("TIMESTAMP", "TIMESTAMP"),
  DATETIME("DATETIME", "TIMESTAMP"),
  JSON("JSON", "VARCHAR"),
  /** A record of named fields, which {@link ValueType} knows. */
  STRUCT("RECORD", "STRUCT"),
  /** The type of a bare NULL: fits every other type; INT64 when nothing decides. */
  NULL("INTEGER", "BIGINT");

  private final String restName;
  private final String duckName;

  SqlType(String restName, String duckName) {
    this.restName = restName;
    this.duckName = duckName;
  }

  /** The type's name in REST schemas, for example FLOAT. */
  public String restName() {
    return restName;
  }

  /** The DuckDB type that stores it exactly. */
  public String duckName() {
    return duckName;
  }

  public boolean isNumber() {
    return this == INT64 || this == FLOAT64 || this == NUMERIC;
  }

  /** Reads a GoogleSQL or REST type name in any case; empty if it is none we know. */
  public static Optional<SqlType> parse(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "INT64", "INTEGER", "INT", "BIGINT", "SMALLINT", "TINYINT", "BYTEINT" ->
          Optional.of(INT64);
      case "FLOAT64", "FLOAT" -> Optional.of(FLOAT64);
      case "NUMERIC", "DECIMAL" -> Optional.of(NUMERIC);
      case "BOOL", "BOOLEAN" -> Optional.of(BOOL);
      case "STRING" -> Optional.of(STRING);
      case "BYTES" -> Optional.of(BYTES);
      case "DATE" -> Optional.of(DATE);
      case "TIMESTAMP" -> Optional.of(TIMESTAMP);
      case "DATETIME" -> Optional.of(DATETIME);
      case "JSON" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }
}
