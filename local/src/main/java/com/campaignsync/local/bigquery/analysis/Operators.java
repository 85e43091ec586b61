package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logic, comparison and arithmetic. */
final class Operators {

  private Operators() {}

  static Sql unary(Expr.Unary unary, ExprTranslator translator) {
    requireNoNull(unary.operator(), unary.operand());
    if (unary.operator().equals("NOT")) {
      Sql operand = translator.condition(unary.operand(), "Operand of NOT");
      return Sql.of("(NOT " + operand.text() + ")", SqlType.BOOL);
    }
    Sql operand = translator.translate(unary.operand());
    if (!operand.type().isNumber()) {
      throw noMatch(unary.operator(), List.of(operand), unary.at());
    }
    // DuckDB's own minus wraps the smallest INT64 around; its subtraction fails.
    boolean subtracts = unary.operator().equals("-") && operand.is(SqlType.INT64);
    String sign = subtracts ? "CAST(0 AS BIGINT) -" : unary.operator();
    return new Sql("(" + sign + " " + operand.text() + ")", operand.type(), operand.flexible());
  }

  private static void requireNoNull(String operator, Expr operand) {
    if (operand instanceof Expr.NullLiteral) {
      throw SqlException.invalid(
          "Operands of " + operator + " cannot be literal NULL", operand.at());
    }
  }

  static Sql binary(Expr.Binary binary, ExprTranslator translator) {
    String operator = binary.operator();
    if (operator.equals("AND") || operator.equals("OR")) {
      Sql left = translator.condition(binary.left(), "Operand of " + operator);
      Sql right = translator.condition(binary.right(), "Operand of " + operator);
      return Sql.of("(" + left.text() + " " + operator + " " + right.text() + ")", SqlType.BOOL);
    }
    if (!operator.endsWith(" DISTINCT FROM")) {
      requireNoNull(operator, binary.left());
      requireNoNull(operator, binary.right());
    }
    Sql left = translator.translate(binary.left());
    Sql right = translator.translate(binary.right());
    return switch (operator) {
      case "+", "-", "*", "/" -> arithmetic(operator, left, right, binary.at());
      case "||" -> concat(binary, left, right);
      case "LIKE" -> like(left, right, binary.at());
      default -> compare(operator, left, right, binary.at());
    };
  }

  /** Whether the two compare; NaN is unequal to everything, unlike in DuckDB. */
  static Sql compare(String operator, Sql left, Sql right, Position at) {
    ValueType common = Coercion.common(List.of(left, right));
    if (common == null || common.isNested()) {
      throw noMatch(operator, List.of(left, right), at);
    }
    requireComparable(common, at);
    Sql l = coerced(left, common, operator, at);
    Sql r = coerced(right, common, operator, at);
    String plain = "(" + l.text() + " " + operator + " " + r.text() + ")";
    // As in DISTINCT, NaN is not distinct from NaN: DuckDB agrees.
    if (!common.is(SqlType.FLOAT64) || operator.endsWith(" DISTINCT FROM")) {
      return Sql.of(plain, SqlType.BOOL);
    }
    String name = "bq_float64_" + FLOAT_COMPARISONS.get(operator);
    return Sql.of(name + "(" + l.text() + ", " + r.text() + ")", SqlType.BOOL);
  }

  /** Nested values would compare in BigQuery in part; JSON never does. */
  static void requireComparable(ValueType type, Position at) {
    if (type.is(SqlType.JSON)) {
      throw SqlException.invalid("Equality is not defined for arguments of type JSON", at);
    }
    if (type.isNested()) {
      throw SqlException.invalid(
          "Comparing values of type " + type + " is not supported locally", at);
    }
  }

  private static final Map<String, String> FLOAT_COMPARISONS =
      Map.of("=", "eq", "!=", "ne", "<", "lt", "<=", "le", ">", "gt", ">=", "ge");

  static Sql arithmetic(String operator, Sql left, Sql right, Position at) {
    return arithmetic(operator, left, right, false, at);
  }

  /** SAFE_ADD and its like: NULL where the operator fails. */
  static Sql safeArithmetic(String operator, Sql left, Sql right, Position at) {
    return arithmetic(operator, left, right, true, at);
  }

  private static Sql arithmetic(String operator, Sql left, Sql right, boolean safe, Position at) {
    ValueType common = Coercion.common(List.of(left, right));
    boolean nulls = common != null && common.isNull();
    if (common == null || !(common.isNumber() || nulls)) {
      throw noMatch(operator, List.of(left, right), at);
    }
    ValueType type = nulls ? ValueType.of(SqlType.INT64) : common;
    if (operator.equals("/") && type.is(SqlType.INT64)) {
      type = ValueType.of(SqlType.FLOAT64);
    }
    String l = coerced(left, type, operator, at).text();
    String r = coerced(right, type, operator, at).text();
    boolean flexible = left.flexible() && right.flexible();
    return new Sql(arithmeticText(operator, l, r, type, safe), type, flexible);
  }

  /** DuckDB's own operator where it answers and fails as BigQuery's. */
  private static String arithmeticText(
      String operator, String l, String r, ValueType type, boolean safe) {
    boolean additive = operator.equals("+") || operator.equals("-");
    if (!safe && (type.is(SqlType.INT64) || (type.is(SqlType.NUMERIC) && additive))) {
      return "(" + l + " " + operator + " " + r + ")";
    }
    String name = type.scalar().name().toLowerCase(Locale.ROOT) + "_" + ARITHMETIC.get(operator);
    return (safe ? "bq_safe_" : "bq_") + name + "(" + l + ", " + r + ")";
  }

  private static final Map<String, String> ARITHMETIC =
      Map.of("+", "add", "-", "subtract", "*", "multiply", "/", "divide");

  private static Sql concat(Expr.Binary binary, Sql left, Sql right) {
    if (left.type().array() || right.type().array()) {
      throw SqlException.invalid("|| of arrays is not supported locally", binary.at());
    }
    Sql joined = concat(List.of(left, right));
    if (joined == null) {
      throw noMatch("||", List.of(left, right), binary.at());
    }
    return joined;
  }

  /**
   * All of them one after the other: bytes, or else what can be cast to a text, as one. With {@code
   * ||}, because DuckDB's concat leaves NULLs out. Null if they do not fit.
   */
  static @Nullable Sql concat(List<Sql> values) {
    boolean bytes = values.stream().anyMatch(v -> v.is(SqlType.BYTES));
    SqlType type = bytes ? SqlType.BYTES : SqlType.STRING;
    List<String> parts = new ArrayList<>();
    for (Sql value : values) {
      boolean fits = value.is(type) || value.type().isNull() || (!bytes && isText(value.type()));
      if (!fits) {
        return null;
      }
      parts.add(value.is(type) ? value.text() : Casts.text(value, type, false));
    }
    return Sql.of("(" + String.join(" || ", parts) + ")", type);
  }

  private static boolean isText(ValueType type) {
    return !type.isNested() && !type.is(SqlType.BYTES) && !type.is(SqlType.JSON);
  }

  private static Sql like(Sql left, Sql right, Position at) {
    ValueType text = ValueType.of(SqlType.STRING);
    return Sql.of(
        "("
            + coerced(left, text, "LIKE", at).text()
            + " LIKE "
            + coerced(right, text, "LIKE", at).text()
            + " ESCAPE '\\')",
        SqlType.BOOL);
  }

  static Sql coerced(Sql value, ValueType to, String operator, Position at) {
    Sql coerced = Coercion.coerce(value, to);
    if (coerced == null) {
      throw noMatch(operator, List.of(value), at);
    }
    return coerced;
  }

  static SqlException noMatch(String operator, List<Sql> values, Position at) {
    return SqlException.invalid(
        "No matching signature for operator "
            + operator
            + " for argument types: "
            + ExprTranslator.types(values),
        at);
  }
}
