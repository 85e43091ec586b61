package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.analysis.Functions.Function;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Functions of dates and timestamps. */
final class DateFunctions {

  private static final Set<String> DATE_PARTS =
      Set.of("DAY", "WEEK", "ISOWEEK", "MONTH", "QUARTER", "YEAR", "ISOYEAR");
  private static final Set<String> ADDED = Set.of("DAY", "WEEK", "MONTH", "QUARTER", "YEAR");
  private static final Set<String> TIME_PARTS =
      Set.of("MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR");
  private static final Set<String> EXTRACTED =
      Set.of(
          "DAYOFWEEK",
          "DAYOFYEAR",
          "DATE",
          "DAY",
          "WEEK",
          "ISOWEEK",
          "MONTH",
          "QUARTER",
          "YEAR",
          "ISOYEAR",
          "HOUR",
          "MINUTE",
          "SECOND",
          "MILLISECOND",
          "MICROSECOND");

  private DateFunctions() {}

  static Map<String, Function> all() {
    Map<String, Function> all = new HashMap<>();
    for (SqlType type : List.of(SqlType.DATE, SqlType.TIMESTAMP, SqlType.DATETIME)) {
      String prefix = type.name();
      all.put(prefix + "_ADD", new Function(2, 2, (c, t) -> shift(type, "+", c, t)));
      all.put(prefix + "_SUB", new Function(2, 2, (c, t) -> shift(type, "-", c, t)));
      all.put(prefix + "_DIFF", new Function(3, 3, (c, t) -> difference(type, c, t)));
      all.put(prefix + "_TRUNC", new Function(2, 3, (c, t) -> truncate(type, c, t)));
      all.put("FORMAT_" + prefix, new Function(2, 2, (c, t) -> DateFormats.format(type, c, t)));
    }
    all.put("PARSE_DATE", new Function(2, 2, DateFormats::parseDate));
    all.put(
        "LAST_DAY",
        new Function(1, 1, (c, t) -> unary(SqlType.DATE, "last_day(%s)", SqlType.DATE, c, t)));
    all.put("UNIX_SECONDS", new Function(1, 1, (c, t) -> unix(1_000_000, c, t)));
    all.put("UNIX_MILLIS", new Function(1, 1, (c, t) -> unix(1_000, c, t)));
    all.put("UNIX_MICROS", new Function(1, 1, (c, t) -> unix(1, c, t)));
    all.put("TIMESTAMP_SECONDS", new Function(1, 1, (c, t) -> fromUnix(1_000_000, c, t)));
    all.put("TIMESTAMP_MILLIS", new Function(1, 1, (c, t) -> fromUnix(1_000, c, t)));
    all.put("TIMESTAMP_MICROS", new Function(1, 1, (c, t) -> fromUnix(1, c, t)));
    all.put("CURRENT_TIMESTAMP", new Function(0, 0, (c, t) -> Sql.of(now(t), SqlType.TIMESTAMP)));
    all.put("CURRENT_DATE", new Function(0, 0, DateFunctions::today));
    all.put("DATE", new Function(1, 3, DateFunctions::date));
    all.put("TIMESTAMP", new Function(1, 1, (c, t) -> converted(SqlType.TIMESTAMP, c, t)));
    return all;
  }

  private static String now(ExprTranslator t) {
    return Literals.timestamp(ChronoUnit.MICROS.between(Instant.EPOCH, t.context().now()));
  }

  private static Sql today(Expr.Call call, ExprTranslator t) {
    return Sql.of(
        "DATE '" + t.context().now().atOffset(ZoneOffset.UTC).toLocalDate() + "'", SqlType.DATE);
  }

  private static Sql argument(int index, SqlType type, Expr.Call call, ExprTranslator t) {
    Sql value = t.translate(call.arguments().get(index));
    Sql coerced = Coercion.coerce(value, ValueType.of(type));
    if (coerced == null) {
      throw CallTranslator.noMatch(call, List.of(value));
    }
    return coerced;
  }

  private static Sql shift(SqlType type, String sign, Expr.Call call, ExprTranslator t) {
    String value = argument(0, type, call, t).text();
    if (!(call.arguments().get(1) instanceof Expr.Interval interval)) {
      throw SqlException.invalid(
          "Second argument of " + call.name() + " must be an INTERVAL", call.at());
    }
    String unit = exactUnit(type, interval.unit(), call);
    Sql amount =
        t.coerce(t.translate(interval.amount()), ValueType.of(SqlType.INT64), interval.at());
    String shifted = "(" + value + " " + sign + " " + interval(amount.text(), unit) + ")";
    return inRange(shifted, type);
  }

  /** The value as {@code type}, failing beyond the years 1 to 9999. */
  private static Sql inRange(String value, SqlType type) {
    String check = type == SqlType.DATE ? "bq_date_in_range" : "bq_timestamp_in_range";
    return Sql.of(check + "(CAST(" + value + " AS " + type.duckName() + "))", type);
  }

  private static String interval(String amount, String unit) {
    return switch (unit) {
      case "WEEK" -> "to_days(CAST(7 * " + amount + " AS INTEGER))";
      case "QUARTER" -> "to_months(CAST(3 * " + amount + " AS INTEGER))";
      case "DAY", "MONTH", "YEAR" ->
          "to_" + unit.toLowerCase(Locale.ROOT) + "s(CAST(" + amount + " AS INTEGER))";
      default -> "to_" + unit.toLowerCase(Locale.ROOT) + "s(" + amount + ")";
    };
  }

  private static String unit(SqlType type, String unit, Expr.Call call) {
    boolean known =
        DATE_PARTS.contains(unit) || (type != SqlType.DATE && TIME_PARTS.contains(unit));
    if (!known) {
      throw SqlException.invalid(
          call.name() + " does not support the " + unit + " date part", call.at());
    }
    return unit;
  }

  /** A unit that can be added: those of TIMESTAMP all have the same length. */
  private static String exactUnit(SqlType type, String unit, Expr.Call call) {
    boolean time = type != SqlType.DATE && TIME_PARTS.contains(unit);
    boolean dates = type != SqlType.TIMESTAMP && ADDED.contains(unit);
    if (!time && !dates && !unit.equals("DAY")) {
      throw SqlException.invalid(
          call.name()
              + " does not support the "
              + unit
              + " date part when the argument is "
              + type
              + " type",
          call.at());
    }
    return unit;
  }

  private static String partArgument(int index, SqlType type, Expr.Call call) {
    if (call.arguments().get(index) instanceof Expr.Name name && name.path().size() == 1) {
      return unit(type, name.path().get(0).toUpperCase(Locale.ROOT), call);
    }
    boolean weekday =
        call.arguments().get(index) instanceof Expr.Call week && week.name().equals("WEEK");
    throw SqlException.invalid(
        weekday
            ? "WEEK with a weekday is not supported locally"
            : "A valid date part name is required",
        call.at());
  }

  /** Boundaries crossed for dates; whole units for timestamps, as BigQuery counts them. */
  private static Sql difference(SqlType type, Expr.Call call, ExprTranslator t) {
    String left = argument(0, type, call, t).text();
    String right = argument(1, type, call, t).text();
    String part = partArgument(2, type, call).toLowerCase(Locale.ROOT);
    if (type == SqlType.TIMESTAMP) {
      exactUnit(type, part.toUpperCase(Locale.ROOT), call);
    }
    if (type == SqlType.TIMESTAMP) {
      return Sql.of("date_sub('" + part + "', " + right + ", " + left + ")", SqlType.INT64);
    }
    if (part.equals("week") || part.equals("isoweek")) {
      // Weeks of BigQuery begin on Sunday, DuckDB's on Monday.
      int shift = part.equals("week") ? 1 : 0;
      return Sql.of(
          "(date_diff('day', " + monday(right, shift) + ", " + monday(left, shift) + ") // 7)",
          SqlType.INT64);
    }
    return Sql.of("date_diff('" + part + "', " + right + ", " + left + ")", SqlType.INT64);
  }

  private static String monday(String value, int shift) {
    return "date_trunc('week', " + value + " + to_days(" + shift + "))";
  }

  private static Sql truncate(SqlType type, Expr.Call call, ExprTranslator t) {
    if (call.arguments().size() > 2) {
      throw SqlException.invalid(
          call.name() + " with a time zone is not supported locally", call.at());
    }
    String value = argument(0, type, call, t).text();
    String part = partArgument(1, type, call).toLowerCase(Locale.ROOT);
    String duck = part.equals("isoweek") ? "week" : part;
    String truncated =
        part.equals("week")
            ? "(date_trunc('week', " + value + " + INTERVAL 1 DAY) - INTERVAL 1 DAY)"
            : "date_trunc('" + duck + "', " + value + ")";
    return inRange(truncated, type);
  }

  private static Sql unary(
      SqlType argument, String template, SqlType result, Expr.Call call, ExprTranslator t) {
    String value = argument(0, argument, call, t).text();
    return Sql.of(String.format(Locale.ROOT, template, value), result);
  }

  private static Sql unix(int microsPerUnit, Expr.Call call, ExprTranslator t) {
    String value = "epoch_us(" + argument(0, SqlType.TIMESTAMP, call, t).text() + ")";
    // By decimals: a double rounds the last microsecond of the year 9999 up.
    String unit =
        "CAST('" + BigDecimal.ONE.divide(BigDecimal.valueOf(microsPerUnit)) + "' AS DECIMAL(7,6))";
    String floor = "CAST(floor(CAST(" + value + " AS DECIMAL(19,0)) * " + unit + ") AS BIGINT)";
    return Sql.of(microsPerUnit == 1 ? value : floor, SqlType.INT64);
  }

  private static Sql fromUnix(int microsPerUnit, Expr.Call call, ExprTranslator t) {
    String value = argument(0, SqlType.INT64, call, t).text();
    return inRange("make_timestamp(" + value + " * " + microsPerUnit + ")", SqlType.TIMESTAMP);
  }

  private static Sql date(Expr.Call call, ExprTranslator t) {
    if (call.arguments().size() == 3) {
      List<Sql> parts = CallTranslator.arguments(call, t, SqlType.INT64);
      return Sql.of(
          "bq_make_date("
              + parts.get(0).text()
              + ", "
              + parts.get(1).text()
              + ", "
              + parts.get(2).text()
              + ")",
          SqlType.DATE);
    }
    if (call.arguments().size() == 2) {
      throw SqlException.invalid("DATE with a time zone is not supported locally", call.at());
    }
    return converted(SqlType.DATE, call, t);
  }

  private static Sql converted(SqlType to, Expr.Call call, ExprTranslator t) {
    Sql value = t.translate(call.arguments().get(0));
    return Casts.cast(value, ValueType.of(to), false, call.at());
  }

  static Sql extract(Expr.Extract extract, ExprTranslator t) {
    Sql value = t.translate(extract.operand());
    String part = extract.part();
    boolean dated =
        value.is(SqlType.DATE) || value.is(SqlType.TIMESTAMP) || value.is(SqlType.DATETIME);
    if (!dated
        || !EXTRACTED.contains(part)
        || (value.is(SqlType.DATE) && TIME_PARTS.contains(part))) {
      throw SqlException.invalid(
          "EXTRACT from " + value.type() + " does not support the " + part + " date part",
          extract.at());
    }
    if (part.equals("DATE")) {
      return Sql.of("CAST(" + value.text() + " AS DATE)", SqlType.DATE);
    }
    return Sql.of(
        "bq_extract_" + part.toLowerCase(Locale.ROOT) + "(" + value.text() + ")", SqlType.INT64);
  }
}
