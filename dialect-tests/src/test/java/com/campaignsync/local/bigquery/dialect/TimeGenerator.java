package com.campaignsync.local.bigquery.dialect;

import static com.campaignsync.local.bigquery.schema.SqlType.DATE;
import static com.campaignsync.local.bigquery.schema.SqlType.STRING;
import static com.campaignsync.local.bigquery.schema.SqlType.TIMESTAMP;

import java.util.List;

/** Random expressions that give or read a TIMESTAMP. */
final class TimeGenerator {

  static final List<String> LITERALS =
      List.of(
          "TIMESTAMP '2026-03-29 01:30:00+00'",
          "TIMESTAMP '1969-12-31 23:59:59.999999'",
          "TIMESTAMP '2024-02-29 12:34:56.789 America/Los_Angeles'",
          "TIMESTAMP '2026-01-04'");
  private static final List<String> LENGTHS =
      List.of("MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR", "DAY");
  private static final List<String> STEPS =
      List.of(
          "MICROSECOND",
          "MILLISECOND",
          "SECOND",
          "MINUTE",
          "HOUR",
          "DAY",
          "WEEK",
          "WEEK(MONDAY)",
          "ISOWEEK",
          "MONTH",
          "QUARTER",
          "YEAR",
          "ISOYEAR");
  private static final List<String> PARTS =
      List.of(
          "MICROSECOND",
          "MILLISECOND",
          "SECOND",
          "MINUTE",
          "HOUR",
          "DAYOFWEEK",
          "DAY",
          "DAYOFYEAR",
          "WEEK",
          "WEEK(MONDAY)",
          "ISOWEEK",
          "MONTH",
          "QUARTER",
          "YEAR",
          "ISOYEAR");

  /** Refused locally, so seldom. */
  private static final List<String> ZONES =
      List.of("", "", "", "", "", "", "", "", "", ", 'America/Los_Angeles'");

  private final ExpressionGenerator expressions;

  TimeGenerator(ExpressionGenerator expressions) {
    this.expressions = expressions;
  }

  String any(int depth) {
    return switch (pick(List.of(0, 1, 2, 3, 4))) {
      case 0 -> time(depth);
      case 1 -> text(depth);
      case 2 -> date(depth);
      default -> integer(depth);
    };
  }

  String time(int depth) {
    return switch (pick(List.of(0, 1, 2, 3, 4, 5, 6, 7))) {
      case 0, 1 -> shifted(pick(List.of("x.p", "x.p", "x.q", inner(depth))));
      case 2, 3 -> "TIMESTAMP_TRUNC(" + inner(depth) + ", " + pick(STEPS) + pick(ZONES) + ")";
      case 4 ->
          pick(List.of("TIMESTAMP_SECONDS", "TIMESTAMP_MILLIS", "TIMESTAMP_MICROS")) + "(x.i)";
      case 5 -> "CAST(" + expressions.of(DATE, depth) + " AS TIMESTAMP)";
      case 6 -> "SAFE_CAST(" + expressions.of(STRING, depth) + " AS TIMESTAMP)";
      default -> "TIMESTAMP(" + pick(List.of("x.d", "'2026-03-29 10:00:00'")) + ")";
    };
  }

  private String shifted(String time) {
    String amount = pick(List.of("x.i", "1", "-45", "400", "1000000"));
    String function = pick(List.of("TIMESTAMP_ADD(", "TIMESTAMP_SUB("));
    return function + time + ", INTERVAL " + amount + " " + pick(LENGTHS) + ")";
  }

  private String inner(int depth) {
    return expressions.of(TIMESTAMP, depth);
  }

  String integer(int depth) {
    return switch (pick(List.of(0, 1, 2, 3))) {
      case 0 ->
          "TIMESTAMP_DIFF("
              + pick(List.of("x.p", inner(depth)))
              + ", "
              + expressions.leaf(TIMESTAMP)
              + ", "
              + pick(LENGTHS)
              + ")";
      case 1, 2 -> "EXTRACT(" + pick(PARTS) + " FROM " + inner(depth) + ")";
      default ->
          pick(List.of("UNIX_SECONDS", "UNIX_MILLIS", "UNIX_MICROS")) + "(" + inner(depth) + ")";
    };
  }

  String text(int depth) {
    return switch (pick(List.of(0, 1, 2))) {
      case 0, 1 -> "CAST(" + inner(depth) + " AS STRING)";
      default -> "FORMAT_TIMESTAMP('%Y-%m-%d %H:%M:%S', " + inner(depth) + ")";
    };
  }

  String date(int depth) {
    return switch (pick(List.of(0, 1, 2))) {
      case 0 -> "DATE(" + inner(depth) + ")";
      case 1 -> "CAST(" + inner(depth) + " AS DATE)";
      default -> "EXTRACT(DATE FROM " + inner(depth) + ")";
    };
  }

  private <T> T pick(List<T> from) {
    return expressions.pick(from);
  }
}
