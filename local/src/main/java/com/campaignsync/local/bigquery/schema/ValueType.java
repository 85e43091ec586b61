package com.campaignsync.local.bigquery.schema;

/** The type of an expression: a scalar or an array of scalars. */
public record ValueType(SqlType scalar, boolean array) {

  /** A scalar of the given type. */
  public static ValueType of(SqlType scalar) {
    return new ValueType(scalar, false);
  }

  /** An array of the given type. */
  public static ValueType arrayOf(SqlType element) {
    return new ValueType(element, true);
  }

  public boolean is(SqlType type) {
    return !array && scalar == type;
  }

  public boolean isNumber() {
    return !array && scalar.isNumber();
  }

  public boolean isNull() {
    return is(SqlType.NULL);
  }

  /** The DuckDB type that holds such a value. */
  public String duckName() {
    return array ? scalar.duckName() + "[]" : scalar.duckName();
  }

  /** GoogleSQL's spelling, as error messages have it. */
  @Override
  public String toString() {
    return array ? "ARRAY<" + scalar + ">" : scalar.name();
  }
}
