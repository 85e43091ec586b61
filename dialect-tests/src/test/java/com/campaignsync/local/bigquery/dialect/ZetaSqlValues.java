package com.campaignsync.local.bigquery.dialect;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.google.zetasql.SimpleColumn;
import com.google.zetasql.StructType;
import com.google.zetasql.TableContent;
import com.google.zetasql.Type;
import com.google.zetasql.Value;
import com.google.zetasql.ZetaSQLType.TypeKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values on their way into ZetaSQL and out of it. */
final class ZetaSqlValues {

  private ZetaSqlValues() {}

  static TypeKind kind(SqlType type) {
    return switch (type) {
      case INT64, NULL -> TypeKind.TYPE_INT64;
      case FLOAT64 -> TypeKind.TYPE_DOUBLE;
      case NUMERIC -> TypeKind.TYPE_NUMERIC;
      case BOOL -> TypeKind.TYPE_BOOL;
      case STRING -> TypeKind.TYPE_STRING;
      case BYTES -> TypeKind.TYPE_BYTES;
      case DATE -> TypeKind.TYPE_DATE;
      case TIMESTAMP -> TypeKind.TYPE_TIMESTAMP;
      case DATETIME -> TypeKind.TYPE_DATETIME;
      case JSON -> TypeKind.TYPE_JSON;
      case STRUCT -> throw new IllegalArgumentException("no table compared here has a STRUCT");
    };
  }

  static Value value(Type type, @Nullable Object cell) {
    if (cell == null) {
      return Value.createNullValue(type);
    }
    return switch (type.getKind()) {
      case TYPE_INT64 -> Value.createInt64Value((Long) cell);
      case TYPE_DOUBLE -> Value.createDoubleValue((Double) cell);
      case TYPE_NUMERIC -> Value.createNumericValue((BigDecimal) cell);
      case TYPE_BOOL -> Value.createBoolValue((Boolean) cell);
      case TYPE_STRING -> Value.createStringValue((String) cell);
      case TYPE_DATE -> Value.createDateValue((LocalDate) cell);
      case TYPE_TIMESTAMP -> Value.createTimestampValueFromUnixMicros(micros((Instant) cell));
      default -> throw new IllegalArgumentException("no rows of " + type);
    };
  }

  /** Not by ChronoUnit, whose nanoseconds overflow 292 years away. */
  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  static Answer answer(List<SimpleColumn> columns, TableContent content) {
    List<String> names = new ArrayList<>();
    for (SimpleColumn column : columns) {
      // Without a name it is $col1 here and f0_ in the REST API.
      boolean named = !column.getName().startsWith("$") && !column.getName().isEmpty();
      names.add(named ? column.getName() : "f" + anonymous(names) + "_");
    }
    List<List<String>> rows = new ArrayList<>();
    for (List<Value> row : content.getTableData()) {
      rows.add(row.stream().map(ZetaSqlValues::cell).toList());
    }
    return new Answer(names, columns.stream().map(c -> restName(c.getType())).toList(), rows);
  }

  private static long anonymous(List<String> names) {
    return names.stream().filter(name -> name.matches("f\\d+_")).count();
  }

  private static String restName(Type type) {
    if (type.isArray()) {
      return "ARRAY<" + restName(type.asArray().getElementType()) + ">";
    }
    if (!type.isStruct()) {
      return restName(type.getKind());
    }
    List<String> fields = new ArrayList<>();
    for (StructType.StructField field : type.asStruct().getFieldList()) {
      String name = field.getName().isEmpty() ? "_field_" + (fields.size() + 1) : field.getName();
      fields.add(name + " " + restName(field.getType()));
    }
    return "RECORD<" + String.join(", ", fields) + ">";
  }

  private static String restName(TypeKind kind) {
    for (SqlType type : SqlType.values()) {
      if (type != SqlType.STRUCT && kind(type) == kind) {
        return type.restName();
      }
    }
    throw new IllegalArgumentException("no such type in the REST API: " + kind);
  }

  /** A result's array is never NULL in BigQuery: it is written as an empty one. */
  private static String cell(Value value) {
    if (value.getType().isArray()) {
      return value.isNull() ? "[]" : text(value);
    }
    return value.isNull() ? Answer.NULL : text(value);
  }

  /** A value inside another. */
  private static String part(Value value) {
    boolean isText = value.getType().getKind() == TypeKind.TYPE_STRING && !value.isNull();
    return isText ? Answer.quoted(value.getStringValue()) : cell(value);
  }

  private static String parts(List<Value> values) {
    return values.stream().map(ZetaSqlValues::part).collect(Collectors.joining(", "));
  }

  /**
   * Whether BigQuery could not write the value: an array with a NULL in it lives inside a query
   * only.
   */
  static boolean isUnwritable(Value value) {
    if (value.isNull()) {
      return false;
    }
    if (value.getType().isArray()) {
      return value.getElementList().stream().anyMatch(e -> e.isNull() || isUnwritable(e));
    }
    return value.getType().isStruct()
        && value.getFieldList().stream().anyMatch(ZetaSqlValues::isUnwritable);
  }

  private static String text(Value value) {
    return switch (value.getType().getKind()) {
      case TYPE_INT64 -> Long.toString(value.getInt64Value());
      case TYPE_DOUBLE -> Double.toString(value.getDoubleValue());
      case TYPE_NUMERIC -> Answer.decimal(value.getNumericValue());
      case TYPE_BOOL -> Boolean.toString(value.getBoolValue());
      case TYPE_STRING -> value.getStringValue();
      case TYPE_DATE -> value.getLocalDateValue().toString();
      case TYPE_TIMESTAMP -> Long.toString(value.getTimestampUnixMicros());
      case TYPE_ARRAY -> "[" + parts(value.getElementList()) + "]";
      case TYPE_STRUCT -> "{" + parts(value.getFieldList()) + "}";
      default -> throw new IllegalArgumentException("cannot compare " + value.getType());
    };
  }
}
