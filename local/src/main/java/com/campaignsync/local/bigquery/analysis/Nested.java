package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.schema.ValueType.Field;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** STRUCT and ARRAY values and their parts. */
final class Nested {

  private Nested() {}

  static Sql struct(Expr.StructLiteral struct, ExprTranslator t) {
    List<Field> fields = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Expr.NamedExpr part : struct.parts()) {
      Sql value = t.translate(part.expr());
      String name = name(part, fields.size());
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw SqlException.invalid(
            "STRUCT with two fields called " + name + " is not supported locally", struct.at());
      }
      ValueType type = value.type().isNull() ? ValueType.of(SqlType.INT64) : value.type();
      fields.add(new Field(name, type));
      String text = value.type().isNull() ? "CAST(NULL AS BIGINT)" : value.text();
      parts.add('"' + name + "\" := " + text);
    }
    return Sql.of("struct_pack(" + String.join(", ", parts) + ")", ValueType.struct(fields));
  }

  private static String name(Expr.NamedExpr part, int index) {
    String alias = part.alias();
    if (alias != null) {
      return alias;
    }
    return part.expr() instanceof Expr.Name name
        ? name.path().get(name.path().size() - 1)
        : "_field_" + (index + 1);
  }

  static Sql field(Sql struct, String name, Position at) {
    Field field = struct.is(SqlType.STRUCT) ? struct.type().field(name) : null;
    if (field == null) {
      throw SqlException.invalid(
          struct.is(SqlType.STRUCT)
              ? "Field name " + name + " does not exist in " + struct.type()
              : "Cannot access field " + name + " on a value with type " + struct.type(),
          at);
    }
    return Sql.of("struct_extract(" + struct.text() + ", '" + field.name() + "')", field.type());
  }

  static Sql element(Expr.Element element, ExprTranslator t) {
    Sql array = t.translate(element.array());
    Sql index = t.coerce(t.translate(element.index()), ValueType.of(SqlType.INT64), element.at());
    if (!array.type().array()) {
      throw SqlException.invalid(
          "Element access using ["
              + element.mode()
              + "()] is not supported on values of type "
              + array.type(),
          element.at());
    }
    boolean safe = element.mode().startsWith("SAFE_");
    String place = index.text() + (element.mode().endsWith("OFFSET") ? " + 1" : "");
    String name = safe ? "bq_safe_element" : "bq_element";
    return Sql.of(name + "(" + array.text() + ", " + place + ")", array.type().element());
  }

  static Sql arrayQuery(Expr.ArrayQuery array, ExprTranslator t) {
    TranslatedQuery query = t.subquery(array.query());
    if (query.columns().size() != 1 || query.columns().get(0).type().array()) {
      throw SqlException.invalid(
          "ARRAY subquery must have one column, which is no array", array.at());
    }
    ValueType type = query.columns().get(0).type();
    return Sql.of("ARRAY(" + query.sql() + ")", type.asArray());
  }

  static Sql length(Expr.Call call, ExprTranslator t) {
    Sql array = t.translate(call.arguments().get(0));
    if (!array.type().array()) {
      throw CallTranslator.noMatch(call, List.of(array));
    }
    return Sql.of("CAST(len(" + array.text() + ") AS BIGINT)", SqlType.INT64);
  }

  /** The column's value, or a failure if an array in it, however deep, has a NULL element. */
  static String written(OutputColumn column, String x) {
    String unwritable = holdsNullElement(column.type(), x, 0);
    String complaint = "Array cannot have a null element; error in writing field " + column.name();
    return unwritable.isEmpty()
        ? x
        : "CASE WHEN %s THEN CAST(bq_fail(%s) AS %s) ELSE %s END"
            .formatted(unwritable, Literals.string(complaint), column.type().duckName(), x);
  }

  /** What a table's column keeps of a value: an array is never NULL there, only empty. */
  static Sql stored(String name, Sql value) {
    if (!value.type().isNested()) {
      return value;
    }
    String whole = withoutNullArrays(value.type(), value.text(), 0);
    String checked = written(new OutputColumn(name, value.type()), whole);
    return Sql.of("(" + checked + ")", value.type());
  }

  private static String withoutNullArrays(ValueType type, String x, int depth) {
    if (type.array()) {
      String item = "a" + depth;
      String inside = withoutNullArrays(type.element(), item, depth + 1);
      String items =
          inside.equals(item)
              ? x
              : "list_transform(" + x + ", lambda " + item + ": " + inside + ")";
      return "coalesce(" + items + ", CAST([] AS " + type.duckName() + "))";
    }
    if (type.fields().stream().noneMatch(f -> f.type().isNested())) {
      return x;
    }
    String parts =
        type.fields().stream()
            .map(f -> '"' + f.name() + "\" := " + withoutNullArrays(f.type(), part(x, f), depth))
            .collect(Collectors.joining(", "));
    return "CASE WHEN " + x + " IS NOT NULL THEN struct_pack(" + parts + ") END";
  }

  private static String part(String struct, Field field) {
    return "struct_extract(" + struct + ", '" + field.name() + "')";
  }

  /** DuckDB condition; empty if the type has no array. */
  private static String holdsNullElement(ValueType type, String x, int depth) {
    if (type.array()) {
      String item = "e" + depth;
      String inside = holdsNullElement(type.element(), item, depth + 1);
      String bad = item + " IS NULL" + (inside.isEmpty() ? "" : " OR " + inside);
      return "len(list_filter(" + x + ", lambda " + item + ": " + bad + ")) > 0";
    }
    return type.fields().stream()
        .map(
            f -> holdsNullElement(f.type(), "struct_extract(" + x + ", '" + f.name() + "')", depth))
        .filter(condition -> !condition.isEmpty())
        .collect(Collectors.joining(" OR "));
  }

  static Sql toJsonString(Expr.Call call, ExprTranslator t) {
    Sql value = t.translate(call.arguments().get(0));
    String json = json(value.type(), value.text(), 0);
    return Sql.of("CAST(coalesce(" + json + ", CAST('null' AS JSON)) AS VARCHAR)", SqlType.STRING);
  }

  /** DuckDB expression of a value's JSON, NULL for NULL. */
  private static String json(ValueType type, String x, int depth) {
    if (type.array()) {
      String item = "x" + depth;
      String each = json(type.element(), item, depth + 1);
      return "to_json(list_transform(" + x + ", lambda " + item + ": " + each + "))";
    }
    return switch (type.scalar()) {
      case STRUCT -> {
        List<String> parts = new ArrayList<>();
        for (Field field : type.fields()) {
          parts.add(Literals.string(field.name()));
          String value = "struct_extract(" + x + ", '" + field.name() + "')";
          parts.add(json(field.type(), value, depth));
        }
        String object = "json_object(" + String.join(", ", parts) + ")";
        yield "CASE WHEN " + x + " IS NULL THEN NULL ELSE " + object + " END";
      }
      case INT64, NULL, NUMERIC -> "bq_json_number(" + x + ")";
      case FLOAT64 -> "bq_json_float64(" + x + ")";
      case TIMESTAMP ->
          "to_json(replace(replace(bq_timestamp_text(" + x + "), ' ', 'T'), '+00', 'Z'))";
      case DATETIME -> "to_json(replace(bq_datetime_text(" + x + "), ' ', 'T'))";
      case BYTES -> "to_json(to_base64(" + x + "))";
      case JSON -> "CAST(" + x + " AS JSON)";
      case DATE -> "to_json(CAST(" + x + " AS VARCHAR))";
      case STRING, BOOL -> "to_json(" + x + ")";
    };
  }
}
