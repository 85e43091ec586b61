package com.campaignsync.local.bigquery.schema;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The type of an expression: a scalar, a struct, or an array of either.
 *
 * @param scalar the element's type if it is an array
 * @param fields of a STRUCT or of an array's STRUCTs; empty for all other types
 */
public record ValueType(SqlType scalar, boolean array, List<Field> fields) {

  /** A field of a STRUCT. */
  public record Field(String name, ValueType type) {}

  public ValueType {
    fields = List.copyOf(fields);
  }

  /** A scalar of the given type. */
  public static ValueType of(SqlType scalar) {
    return new ValueType(scalar, false, List.of());
  }

  /** An array of the given type. */
  public static ValueType arrayOf(SqlType element) {
    return new ValueType(element, true, List.of());
  }

  /** A struct of these fields. */
  public static ValueType struct(List<Field> fields) {
    return new ValueType(SqlType.STRUCT, false, fields);
  }

  /** An array of such values; arrays of arrays do not exist. */
  public ValueType asArray() {
    return new ValueType(scalar, true, fields);
  }

  /** The type of an array's elements. */
  public ValueType element() {
    return new ValueType(scalar, false, fields);
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

  /** Whether values have parts: an array or a struct. */
  public boolean isNested() {
    return array || scalar == SqlType.STRUCT;
  }

  /** The struct's field of that name, in any case; null if there is none. */
  public @Nullable Field field(String name) {
    return fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).findFirst().orElse(null);
  }

  /** The DuckDB type that holds such a value. */
  public String duckName() {
    String one =
        scalar != SqlType.STRUCT
            ? scalar.duckName()
            : fields.stream()
                .map(f -> '"' + f.name() + "\" " + f.type().duckName())
                .collect(Collectors.joining(", ", "STRUCT(", ")"));
    return array ? one + "[]" : one;
  }

  /** GoogleSQL's spelling, as error messages have it. */
  @Override
  public String toString() {
    String one =
        scalar != SqlType.STRUCT
            ? scalar.name()
            : fields.stream()
                .map(f -> f.name() + " " + f.type())
                .collect(Collectors.joining(", ", "STRUCT<", ">"));
    return array ? "ARRAY<" + one + ">" : one;
  }
}
