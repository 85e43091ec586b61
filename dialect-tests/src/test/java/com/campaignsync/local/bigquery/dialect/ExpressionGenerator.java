package com.campaignsync.local.bigquery.dialect;

import static com.campaignsync.local.bigquery.schema.SqlType.BOOL;
import static com.campaignsync.local.bigquery.schema.SqlType.DATE;
import static com.campaignsync.local.bigquery.schema.SqlType.FLOAT64;
import static com.campaignsync.local.bigquery.schema.SqlType.INT64;
import static com.campaignsync.local.bigquery.schema.SqlType.NUMERIC;
import static com.campaignsync.local.bigquery.schema.SqlType.STRING;
import static com.campaignsync.local.bigquery.schema.SqlType.TIMESTAMP;

import com.campaignsync.local.bigquery.schema.SqlType;
import java.util.List;
import java.util.Random;

/** Random expressions over {@link SampleRows}, of a wanted type. */
final class ExpressionGenerator {

  static final List<SqlType> TYPES =
      List.of(INT64, FLOAT64, NUMERIC, STRING, DATE, BOOL, TIMESTAMP);
  private static final List<SqlType> CAST_SOURCES = List.of(INT64, FLOAT64, NUMERIC, STRING);

  private final Random random;
  private final TimeGenerator times;

  ExpressionGenerator(Random random) {
    this.random = random;
    this.times = new TimeGenerator(this);
  }

  TimeGenerator times() {
    return times;
  }

  String any(int depth) {
    return of(pick(TYPES), depth);
  }

  String of(SqlType type, int depth) {
    if (depth <= 0) {
      return leaf(type);
    }
    if (random.nextInt(4) == 0) {
      return conditional(type, depth - 1);
    }
    return switch (type) {
      case INT64 -> integer(depth - 1);
      case FLOAT64 -> floating(depth - 1);
      case NUMERIC -> numeric(depth - 1);
      case STRING -> string(depth - 1);
      case DATE -> date(depth - 1);
      case BOOL -> condition(depth - 1);
      case TIMESTAMP -> times.time(depth - 1);
      default -> throw new IllegalArgumentException("no expressions of " + type);
    };
  }

  /**
   * One that fails for no row: where it stands, whether it is computed is the engine's own affair.
   */
  String sure(SqlType type) {
    return List.of(STRING, DATE, BOOL).contains(type) ? of(type, 1) : leaf(type);
  }

  /** A column or a literal. */
  String leaf(SqlType type) {
    List<String> literals =
        switch (type) {
          case INT64 -> List.of("0", "1", "-3", "7", "9007199254740993");
          case FLOAT64 -> List.of("0.5", "-2.5", "1e3", "CAST('nan' AS FLOAT64)", "1e-7");
          case NUMERIC -> List.of("NUMERIC '1.5'", "NUMERIC '-0.000000001'", "NUMERIC '100'");
          case STRING -> List.of("'abc'", "''", "\"it's\"", "'日本'", "'12'", "'-'");
          case DATE -> List.of("DATE '2026-01-04'", "DATE '2024-02-29'", "DATE '2025-12-31'");
          case BOOL -> List.of("TRUE", "FALSE");
          case TIMESTAMP -> TimeGenerator.LITERALS;
          default -> throw new IllegalArgumentException("no literals of " + type);
        };
    return random.nextInt(4) == 0 ? pick(literals) : column(type);
  }

  private String column(SqlType type) {
    List<String> names =
        SampleRows.COLUMNS.stream()
            .filter(c -> c.type() == type)
            .map(SampleRows.Sample::name)
            .toList();
    return "x." + pick(names);
  }

  private String conditional(SqlType type, int depth) {
    String one = of(type, depth);
    String two = of(type, depth);
    return switch (random.nextInt(6)) {
      case 0 -> "IF(" + condition(depth) + ", " + one + ", " + two + ")";
      case 1 -> "CASE WHEN " + condition(depth) + " THEN " + one + " ELSE " + two + " END";
      case 2 -> "CASE " + leaf(INT64) + " WHEN 1 THEN " + one + " WHEN x.i THEN " + two + " END";
      case 3 -> "IFNULL(" + one + ", " + two + ")";
      case 4 -> "COALESCE(" + one + ", NULL, " + two + ")";
      default -> "NULLIF(" + one + ", " + two + ")";
    };
  }

  private String cast(SqlType to, int depth) {
    SqlType from = pick(CAST_SOURCES);
    SqlType operand = to == DATE ? STRING : from;
    // A text that does not fit fails the query, and whether it is looked at is the engine's affair.
    boolean sure = operand != STRING && random.nextInt(2) == 0;
    return (sure ? "CAST(" : "SAFE_CAST(") + of(operand, depth) + " AS " + to + ")";
  }

  private String integer(int depth) {
    return switch (random.nextInt(13)) {
      case 12 -> times.integer(depth);
      case 0 -> "(x.i " + pick(List.of("+", "-", "*")) + " " + leaf(INT64) + ")";
      case 1 -> pick(List.of("LENGTH", "BYTE_LENGTH", "CHAR_LENGTH")) + call(STRING, depth);
      case 2 -> "DATE_DIFF(" + of(DATE, depth) + ", " + leaf(DATE) + ", " + datePart() + ")";
      case 3 -> "EXTRACT(" + extractPart() + " FROM " + of(DATE, depth) + ")";
      case 4 -> "DIV(" + of(INT64, depth) + ", NULLIF(x.i, 0))";
      case 5 -> "MOD(" + of(INT64, depth) + ", NULLIF(x.i, 0))";
      case 6 -> "ABS(x.i)";
      case 7 -> "SIGN" + call(INT64, depth);
      case 8 -> pick(List.of("GREATEST", "LEAST")) + "(x.i, " + of(INT64, depth) + ")";
      case 9 -> "STRPOS(" + of(STRING, depth) + ", " + leaf(STRING) + ")";
      default -> cast(INT64, depth);
    };
  }

  private String floating(int depth) {
    return switch (random.nextInt(10)) {
      case 0 -> arithmetic(leaf(FLOAT64), of(pick(List.of(INT64, FLOAT64)), depth));
      case 1, 2 -> "SAFE_DIVIDE(" + of(FLOAT64, depth) + ", " + of(FLOAT64, depth) + ")";
      case 3 -> "SAFE_DIVIDE(" + of(INT64, depth) + ", " + leaf(INT64) + ")";
      case 4 -> "ROUND(" + of(FLOAT64, depth) + ")";
      case 5 -> pick(List.of("CEIL", "FLOOR", "TRUNC", "ABS", "SIGN")) + call(FLOAT64, depth);
      case 6 -> pick(List.of("GREATEST", "LEAST")) + "(x.f, " + of(FLOAT64, depth) + ")";
      case 7 -> "(x.i / NULLIF(" + leaf(FLOAT64) + ", 0))";
      default -> cast(FLOAT64, depth);
    };
  }

  private String numeric(int depth) {
    return switch (random.nextInt(10)) {
      case 0 -> arithmetic("x.n", pick(List.of("x.n", "x.i", "NUMERIC '0.333'")));
      case 1 -> "SAFE_DIVIDE(" + of(NUMERIC, depth) + ", " + leaf(NUMERIC) + ")";
      case 2 -> "ROUND(x.n, " + pick(List.of("0", "1", "2", "-1", "9", "12")) + ")";
      case 3 -> pick(List.of("CEIL", "FLOOR", "TRUNC", "ROUND", "ABS", "SIGN")) + "(x.n)";
      case 4 -> pick(List.of("GREATEST", "LEAST")) + "(x.n, " + of(NUMERIC, depth) + ")";
      case 5 ->
          "SAFE_" + pick(List.of("ADD", "SUBTRACT", "MULTIPLY")) + "(x.m, " + leaf(NUMERIC) + ")";
      default -> cast(NUMERIC, depth);
    };
  }

  private String string(int depth) {
    return switch (random.nextInt(13)) {
      case 12 -> times.text(depth);
      case 0 -> "CONCAT(" + of(STRING, depth) + ", " + leaf(STRING) + ", '|')";
      case 1 -> "(" + of(STRING, depth) + " || " + leaf(STRING) + ")";
      case 2 -> pick(List.of("TRIM", "LTRIM", "RTRIM")) + call(STRING, depth);
      case 3 -> pick(List.of("LOWER", "UPPER", "REVERSE")) + call(STRING, depth);
      case 4 ->
          "SUBSTR(" + of(STRING, depth) + ", " + pick(List.of("1", "2", "-2", "0", "9")) + ", 2)";
      case 5 -> "REPLACE(" + of(STRING, depth) + ", " + leaf(STRING) + ", 'z')";
      case 6 -> "FORMAT_DATE('%Y-%m-%d %A %j', " + of(DATE, depth) + ")";
      case 7 -> "TRIM(" + of(STRING, depth) + ", ' a')";
      case 8 -> "CAST(" + of(pick(List.of(DATE, BOOL)), depth) + " AS STRING)";
      default -> "CAST(" + of(pick(CAST_SOURCES), depth) + " AS STRING)";
    };
  }

  private String date(int depth) {
    return switch (random.nextInt(7)) {
      case 6 -> times.date(depth);
      case 0, 1 ->
          "DATE_"
              + pick(List.of("ADD", "SUB"))
              + "(x.d, INTERVAL "
              + pick(List.of("x.i", "1", "-45", "400"))
              + " "
              + datePart().replace("ISOWEEK", "WEEK")
              + ")";
      case 2 -> "DATE_TRUNC(x.d, " + datePart() + ")";
      case 3 -> "LAST_DAY(x.d)";
      case 4 -> "DATE(2026, " + pick(List.of("1", "12")) + ", " + pick(List.of("5", "31")) + ")";
      default -> cast(DATE, depth);
    };
  }

  String condition(int depth) {
    SqlType type = pick(TYPES);
    if (depth <= 0) {
      return comparison(type, 0);
    }
    return switch (random.nextInt(12)) {
      case 0 -> "(" + condition(depth - 1) + " AND " + condition(depth - 1) + ")";
      case 1 -> "(" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
      case 2 -> "NOT " + condition(depth - 1);
      case 3 -> "(" + of(type, depth - 1) + " IS " + pick(List.of("NULL", "NOT NULL")) + ")";
      case 4 -> member(type, "IN (", ")", depth);
      case 5 -> member(type, "IN UNNEST([", "])", depth);
      case 6 -> member(type, "NOT IN (", ")", depth);
      case 7 -> "(" + of(type, depth - 1) + " BETWEEN " + leaf(type) + " AND " + leaf(type) + ")";
      case 8 ->
          "("
              + of(STRING, depth - 1)
              + " LIKE "
              + pick(List.of("'%a%'", "'_'", "''", "'\\\\%%'"))
              + ")";
      case 9 -> pick(List.of("IS_NAN", "IS_INF")) + call(FLOAT64, depth - 1);
      case 10 ->
          pick(List.of("STARTS_WITH", "ENDS_WITH"))
              + "("
              + of(STRING, 0)
              + ", "
              + leaf(STRING)
              + ")";
      default -> comparison(type, depth - 1);
    };
  }

  private String comparison(SqlType type, int depth) {
    String operator = pick(List.of("=", "!=", "<", "<=", ">", ">=", "<>"));
    SqlType other = type == NUMERIC && random.nextBoolean() ? INT64 : type;
    return "(" + of(type, depth) + " " + operator + " " + of(other, depth) + ")";
  }

  private String member(SqlType type, String open, String close, int depth) {
    String items = leaf(type) + ", " + leaf(type);
    return "(" + of(type, depth - 1) + " " + open + items + close + ")";
  }

  private String arithmetic(String left, String right) {
    return "(" + left + " " + pick(List.of("+", "-", "*")) + " " + right + ")";
  }

  private String call(SqlType type, int depth) {
    return "(" + of(type, depth) + ")";
  }

  private String datePart() {
    return pick(List.of("DAY", "WEEK", "ISOWEEK", "MONTH", "QUARTER", "YEAR"));
  }

  private String extractPart() {
    return pick(
        List.of(
            "DAYOFWEEK",
            "DAY",
            "DAYOFYEAR",
            "ISOWEEK",
            "MONTH",
            "QUARTER",
            "YEAR",
            "ISOYEAR",
            "WEEK"));
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
