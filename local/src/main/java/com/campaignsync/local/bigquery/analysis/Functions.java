package com.campaignsync.local.bigquery.analysis;

import static com.campaignsync.local.bigquery.schema.SqlType.BOOL;
import static com.campaignsync.local.bigquery.schema.SqlType.BYTES;
import static com.campaignsync.local.bigquery.schema.SqlType.FLOAT64;
import static com.campaignsync.local.bigquery.schema.SqlType.INT64;
import static com.campaignsync.local.bigquery.schema.SqlType.NUMERIC;
import static com.campaignsync.local.bigquery.schema.SqlType.STRING;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Expr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of scalar functions that may be called, and how each is said in DuckDB. */
final class Functions {

  /** How one function is translated. */
  interface Body {
    Sql translate(Expr.Call call, ExprTranslator t);
  }

  record Function(int argumentsMin, int argumentsMax, Body body) {}

  private static final int MANY = 100;
  private static final Map<String, Function> BY_NAME = new HashMap<>();

  private Functions() {}

  /** Their names, in lower case. */
  static List<String> names() {
    return BY_NAME.keySet().stream()
        .map(n -> n.toLowerCase(java.util.Locale.ROOT))
        .sorted()
        .toList();
  }

  static @Nullable Function find(String name) {
    return BY_NAME.get(name);
  }

  static {
    conditionals();
    texts();
    numbers();
    DateFunctions.all().forEach(BY_NAME::put);
  }

  private static void conditionals() {
    put("IF", 3, 3, Conditionals::ifElse);
    put("IFNULL", 2, 2, Conditionals::coalesce);
    put("COALESCE", 1, MANY, Conditionals::coalesce);
    put("NULLIF", 2, 2, Conditionals::nullIf);
    put("GREATEST", 1, MANY, Conditionals::extreme);
    put("LEAST", 1, MANY, Conditionals::extreme);
  }

  private static void texts() {
    simple("UPPER", STRING, "bq_upper(%s)", STRING);
    simple("LOWER", STRING, "bq_lower(%s)", STRING);
    simple("REVERSE", STRING, "bq_reverse(%s)", STRING);
    simple("REPLACE", STRING, "replace(%s, %s, %s)", STRING, STRING, STRING);
    simple(
        "REPEAT",
        STRING,
        "repeat(%s, bq_at_least(%s, 0, 'Second argument (repeat count) for REPEAT cannot be negative'))",
        STRING,
        INT64);
    simple("STARTS_WITH", BOOL, "starts_with(%s, %s)", STRING, STRING);
    simple("ENDS_WITH", BOOL, "suffix(%s, %s)", STRING, STRING);
    simple("STRPOS", INT64, "strpos(%s, %s)", STRING, STRING);
    simple(
        "LEFT",
        STRING,
        "left(%s, bq_at_least(%s, 0, 'Second argument in LEFT() cannot be negative'))",
        STRING,
        INT64);
    simple(
        "RIGHT",
        STRING,
        "right(%s, bq_at_least(%s, 0, 'Second argument in RIGHT() cannot be negative'))",
        STRING,
        INT64);
    simple("REGEXP_CONTAINS", BOOL, "regexp_matches(%s, %s)", STRING, STRING);
    simple("REGEXP_REPLACE", STRING, "regexp_replace(%s, %s, %s, 'g')", STRING, STRING, STRING);
    simple("TO_HEX", STRING, "lower(hex(%s))", BYTES);
    simple("FROM_HEX", BYTES, "unhex(%s)", STRING);
    simple("TO_BASE64", STRING, "to_base64(%s)", BYTES);
    simple("FROM_BASE64", BYTES, "from_base64(%s)", STRING);
    put("GENERATE_UUID", 0, 0, Functions::generateUuid);
    for (String name : List.of("LENGTH", "CHAR_LENGTH", "CHARACTER_LENGTH")) {
      put(name, 1, 1, Functions::length);
    }
    put("BYTE_LENGTH", 1, 1, Functions::byteLength);
    put("OCTET_LENGTH", 1, 1, Functions::byteLength);
    put("CONCAT", 1, MANY, Functions::concat);
    put("TRIM", 1, 2, Functions::trim);
    put("LTRIM", 1, 2, Functions::trim);
    put("RTRIM", 1, 2, Functions::trim);
    put("SUBSTR", 2, 3, Functions::substring);
    put("SUBSTRING", 2, 3, Functions::substring);
    put("MD5", 1, 1, (call, t) -> hash("unhex(md5(%s))", call, t));
    put("SHA256", 1, 1, (call, t) -> hash("unhex(sha256(%s))", call, t));
  }

  private static void numbers() {
    simple("IS_NAN", BOOL, "isnan(%s)", FLOAT64);
    simple("IS_INF", BOOL, "isinf(%s)", FLOAT64);
    float64("SQRT", "bq_sqrt(%s)", FLOAT64);
    float64("EXP", "bq_finite(%1$s, exp(%1$s), 'EXP')", FLOAT64);
    float64("LN", "ln(bq_above_zero(%s, 'LN'))", FLOAT64);
    float64("LOG10", "log10(bq_above_zero(%s, 'LOG10'))", FLOAT64);
    float64("POW", "bq_pow(%s, %s)", FLOAT64, FLOAT64);
    float64("POWER", "bq_pow(%s, %s)", FLOAT64, FLOAT64);
    simple("IEEE_DIVIDE", FLOAT64, "(%s / %s)", FLOAT64, FLOAT64);
    simple("DIV", INT64, "bq_int64_div(%s, %s)", INT64, INT64);
    simple("MOD", INT64, "bq_int64_mod(%s, %s)", INT64, INT64);
    put("ABS", 1, 1, (call, t) -> sameType("abs", call, t));
    put("SIGN", 1, 1, (call, t) -> sameType("bq_sign", call, t));
    for (String name : List.of("ROUND", "TRUNC")) {
      put(name, 1, 2, Functions::round);
    }
    for (String name : List.of("CEIL", "CEILING", "FLOOR")) {
      put(name, 1, 1, (call, t) -> round(call, t));
    }
    put("SAFE_DIVIDE", 2, 2, (call, t) -> safe("/", call, t));
    put("SAFE_ADD", 2, 2, (call, t) -> safe("+", call, t));
    put("SAFE_SUBTRACT", 2, 2, (call, t) -> safe("-", call, t));
    put("ARRAY_LENGTH", 1, 1, Nested::length);
    put("TO_JSON_STRING", 1, 1, Nested::toJsonString);
    put("GENERATE_ARRAY", 2, 3, Functions::generateArray);
    put("GENERATE_DATE_ARRAY", 2, 2, Functions::generateDates);
    put("SAFE_MULTIPLY", 2, 2, (call, t) -> safe("*", call, t));
  }

  private static Sql generateArray(Expr.Call call, ExprTranslator t) {
    List<Sql> bounds = CallTranslator.arguments(call, t, INT64);
    String given = bounds.size() > 2 ? bounds.get(2).text() : "1";
    String step =
        "CASE WHEN "
            + given
            + " = 0 THEN CAST(bq_fail('Sequence step cannot be 0.') AS BIGINT) ELSE "
            + given
            + " END";
    return Sql.of(
        "generate_series(" + bounds.get(0).text() + ", " + bounds.get(1).text() + ", " + step + ")",
        ValueType.arrayOf(INT64));
  }

  private static Sql generateDates(Expr.Call call, ExprTranslator t) {
    List<Sql> bounds = CallTranslator.arguments(call, t, SqlType.DATE);
    String days =
        "generate_series("
            + bounds.get(0).text()
            + ", "
            + bounds.get(1).text()
            + ", INTERVAL 1 DAY)";
    return Sql.of("CAST(" + days + " AS DATE[])", ValueType.arrayOf(SqlType.DATE));
  }

  private static Sql generateUuid(Expr.Call call, ExprTranslator t) {
    t.context().changesByItself();
    return Sql.of("CAST(uuid() AS VARCHAR)", STRING);
  }

  private static void put(String name, int min, int max, Body body) {
    BY_NAME.put(name, new Function(min, max, body));
  }

  /** A function of fixed argument types whose DuckDB form is a template. */
  private static void simple(String name, SqlType result, String template, SqlType... arguments) {
    put(
        name,
        arguments.length,
        arguments.length,
        (call, t) -> {
          List<Sql> values =
              arguments.length == 0 ? List.of() : CallTranslator.arguments(call, t, arguments);
          Object[] texts = values.stream().map(Sql::text).toArray();
          return Sql.of(String.format(java.util.Locale.ROOT, template, texts), result);
        });
  }

  /** A function of FLOAT64 that BigQuery also has for NUMERIC, with a NUMERIC result. */
  private static void float64(String name, String template, SqlType... arguments) {
    simple(name, FLOAT64, template, arguments);
    Function function = java.util.Objects.requireNonNull(BY_NAME.get(name));
    put(
        name,
        arguments.length,
        arguments.length,
        (call, t) -> {
          List<Sql> given = t.translateAll(call.arguments());
          if (given.stream().anyMatch(g -> g.is(NUMERIC))) {
            throw com.campaignsync.local.bigquery.sql.SqlException.invalid(
                name + " of NUMERIC is not supported locally: cast to FLOAT64", call.at());
          }
          return function.body().translate(call, t);
        });
  }

  private static Sql length(Expr.Call call, ExprTranslator t) {
    Sql value = t.translate(call.arguments().get(0));
    return value.is(BYTES)
        ? Sql.of("octet_length(" + value.text() + ")", INT64)
        : Sql.of("length(" + text(value, call) + ")", INT64);
  }

  private static Sql byteLength(Expr.Call call, ExprTranslator t) {
    Sql value = t.translate(call.arguments().get(0));
    return value.is(BYTES)
        ? Sql.of("octet_length(" + value.text() + ")", INT64)
        : Sql.of("strlen(" + text(value, call) + ")", INT64);
  }

  private static String text(Sql value, Expr.Call call) {
    Sql text = Coercion.coerce(value, ValueType.of(STRING));
    if (text == null) {
      throw CallTranslator.noMatch(call, List.of(value));
    }
    return text.text();
  }

  private static Sql concat(Expr.Call call, ExprTranslator t) {
    List<Sql> values = t.translateAll(call.arguments());
    Sql joined = Operators.concat(values);
    if (joined == null) {
      throw CallTranslator.noMatch(call, values);
    }
    return joined;
  }

  /** Without a second argument all Unicode white space goes; DuckDB's trim knows only the blank. */
  private static Sql trim(Expr.Call call, ExprTranslator t) {
    List<Sql> arguments = CallTranslator.arguments(call, t, STRING);
    String duck = call.name().toLowerCase(java.util.Locale.ROOT);
    return Sql.of(
        arguments.size() == 1
            ? "bq_" + duck + "(" + arguments.get(0).text() + ")"
            : duck + "(" + arguments.get(0).text() + ", " + arguments.get(1).text() + ")",
        STRING);
  }

  private static Sql substring(Expr.Call call, ExprTranslator t) {
    List<Sql> arguments = CallTranslator.arguments(call, t, STRING, INT64, INT64);
    String start = arguments.get(1).text();
    String text = arguments.get(0).text();
    // Before the first letter is the first letter.
    String early = start + " = 0 OR " + start + " < -length(" + text + ")";
    String from = "CASE WHEN " + early + " THEN 1 ELSE " + start + " END";
    String length =
        arguments.size() > 2
            ? ", bq_at_least("
                + arguments.get(2).text()
                + ", 0, 'Third argument in SUBSTR() cannot be negative')"
            : "";
    return Sql.of("substr(" + text + ", " + from + length + ")", STRING);
  }

  private static Sql hash(String template, Expr.Call call, ExprTranslator t) {
    Sql value = t.translate(call.arguments().get(0));
    String input = value.is(BYTES) ? value.text() : text(value, call);
    return Sql.of(String.format(java.util.Locale.ROOT, template, input), BYTES);
  }

  private static Sql number(Expr.Call call, ExprTranslator t) {
    Sql value = t.translate(call.arguments().get(0));
    if (!value.type().isNumber()) {
      throw CallTranslator.noMatch(call, List.of(value));
    }
    return value;
  }

  private static Sql sameType(String function, Expr.Call call, ExprTranslator t) {
    Sql value = number(call, t);
    String duck = value.type().duckName();
    return Sql.of("CAST(" + function + "(" + value.text() + ") AS " + duck + ")", value.type());
  }

  /** ROUND and its like: NUMERIC stays NUMERIC, all else is FLOAT64. */
  private static Sql round(Expr.Call call, ExprTranslator t) {
    Sql value = number(call, t);
    SqlType type = value.is(NUMERIC) ? NUMERIC : FLOAT64;
    Sql coerced = t.coerce(value, ValueType.of(type), call.at());
    String duck =
        call.name().equals("CEILING") ? "ceil" : call.name().toLowerCase(java.util.Locale.ROOT);
    if (call.arguments().size() == 1) {
      return Sql.of("CAST(" + duck + "(" + coerced.text() + ") AS " + type.duckName() + ")", type);
    }
    Sql digits = t.coerce(t.translate(call.arguments().get(1)), ValueType.of(INT64), call.at());
    String places = "CAST(" + digits.text() + " AS INTEGER)";
    return Sql.of("bq_" + duck + "(" + coerced.text() + ", " + places + ")", type);
  }

  private static Sql safe(String operator, Expr.Call call, ExprTranslator t) {
    List<Sql> both = t.translateAll(call.arguments());
    return Operators.safeArithmetic(operator, both.get(0), both.get(1), call.at());
  }
}
