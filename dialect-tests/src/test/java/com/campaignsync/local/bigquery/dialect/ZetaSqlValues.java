package com.campaignsync.local.bigquery.dialect;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.google.zetasql.SimpleColumn;
import com.google.zetasql.TableContent;
import com.google.zetasql.Type;
import com.google.zetasql.Value;
import com.google.zetasql.ZetaSQLType.TypeKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
      case STRUCT -> throw new IllegalArgumentException("no query compared here has a STRUCT");
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
      default -> throw new IllegalArgumentException("no rows of " + type);
    };
  }

  static Answer answer(List<SimpleColumn> columns, TableContent content) {
    List<String> types = new ArrayList<>();
    columns.forEach(column -> types.add(restName(column.getType().getKind())));
    List<List<String>> rows = new ArrayList<>();
    for (List<Value> row : content.getTableData()) {
      rows.add(row.stream().map(ZetaSqlValues::text).toList());
    }
    return new Answer(types, rows);
  }

  private static String restName(TypeKind kind) {
    for (SqlType type : SqlType.values()) {
      if (kind(type) == kind) {
        return type.restName();
      }
    }
    throw new IllegalArgumentException("no such type in the REST API: " + kind);
  }

  private static String text(Value value) {
    if (value.isNull()) {
      return Answer.NULL;
    }
    return switch (value.getType().getKind()) {
      case TYPE_INT64 -> Long.toString(value.getInt64Value());
      case TYPE_DOUBLE -> Double.toString(value.getDoubleValue());
      case TYPE_NUMERIC -> Answer.decimal(value.getNumericValue());
      case TYPE_BOOL -> Boolean.toString(value.getBoolValue());
      case TYPE_STRING -> value.getStringValue();
      case TYPE_DATE -> value.getLocalDateValue().toString();
      default -> throw new IllegalArgumentException("cannot compare " + value.getType());
    };
  }
}
