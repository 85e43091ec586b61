package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A window's frame: ROWS or RANGE and its bounds. */
final class Frames {

  private static final String BOUND =
      "(UNBOUNDED PRECEDING|UNBOUNDED FOLLOWING|CURRENT ROW|\\d{1,18} PRECEDING|\\d{1,18}"
          + " FOLLOWING)";
  private static final Pattern ONE = Pattern.compile("(ROWS|RANGE) " + BOUND);
  private static final Pattern TWO =
      Pattern.compile("(ROWS|RANGE) BETWEEN " + BOUND + " AND " + BOUND);

  private Frames() {}

  /**
   * The frame as written.
   *
   * @throws SqlException if it is no frame, or one that ends before it starts
   */
  static String checked(Expr.Window window, ExprTranslator t, Position at) {
    String frame = window.frame();
    Matcher one = ONE.matcher(frame);
    Matcher two = TWO.matcher(frame);
    if (!one.matches() && !two.matches()) {
      throw SqlException.invalid("Syntax error: Unexpected window frame " + frame, at);
    }
    String start = one.matches() ? one.group(2) : two.group(2);
    String end = one.matches() ? "CURRENT ROW" : two.group(3);
    if (start.equals("UNBOUNDED FOLLOWING")) {
      throw SqlException.invalid(
          "Starting window framing expression cannot be UNBOUNDED FOLLOWING", at);
    }
    if (end.equals("UNBOUNDED PRECEDING")) {
      throw SqlException.invalid(
          "Ending window framing expression cannot be UNBOUNDED PRECEDING", at);
    }
    if (place(start) > place(end)) {
      throw SqlException.invalid(
          "Ending window framing expression cannot be "
              + end
              + " when the starting window framing expression is "
              + start,
          at);
    }
    if (frame.startsWith("RANGE") && frame.matches(".*\\d.*")) {
      requireNumericKey(window, t, at);
    }
    return frame;
  }

  private static int place(String bound) {
    return switch (bound.replaceFirst("\\d+", "n")) {
      case "UNBOUNDED PRECEDING" -> 0;
      case "n PRECEDING" -> 1;
      case "CURRENT ROW" -> 2;
      case "n FOLLOWING" -> 3;
      default -> 4;
    };
  }

  private static void requireNumericKey(Expr.Window window, ExprTranslator t, Position at) {
    if (window.orderBy().size() != 1) {
      throw SqlException.invalid(
          "A RANGE-based window with OFFSET PRECEDING or OFFSET FOLLOWING boundaries must have"
              + " exactly one ORDER BY key",
          at);
    }
    Sql key = t.translate(window.orderBy().get(0).expr());
    if (key.is(SqlType.FLOAT64)) {
      throw SqlException.invalid(
          "A RANGE-based window with an offset over FLOAT64 is not supported locally", at);
    }
    if (!key.type().isNumber()) {
      throw SqlException.invalid(
          "ORDER BY key must be numeric in a RANGE-based window with OFFSET PRECEDING or OFFSET"
              + " FOLLOWING boundaries, but has type "
              + key.type(),
          at);
    }
  }
}
