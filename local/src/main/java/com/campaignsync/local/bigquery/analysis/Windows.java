package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Window functions and the OVER clause. */
final class Windows {

  private static final Set<String> UNFRAMED =
      Set.of(
          "ROW_NUMBER", "RANK", "DENSE_RANK", "PERCENT_RANK", "CUME_DIST", "NTILE", "LAG", "LEAD");
  private static final Set<String> ORDERED =
      Set.of(
          "RANK",
          "DENSE_RANK",
          "PERCENT_RANK",
          "CUME_DIST",
          "NTILE",
          "LAG",
          "LEAD",
          "FIRST_VALUE",
          "LAST_VALUE");

  private Windows() {}

  static Sql translate(Expr.Call call, ExprTranslator t) {
    if (call.ignoreNulls() || call.limit() != null) {
      throw SqlException.invalid(
          "IGNORE NULLS in window functions is not supported locally", call.at());
    }
    t.grouping().enterWindow(call.at());
    try {
      return function(call, t);
    } finally {
      t.grouping().leaveWindow();
    }
  }

  private static Sql function(Expr.Call call, ExprTranslator t) {
    String duck = call.name().toLowerCase(Locale.ROOT);
    return switch (call.name()) {
      case "ROW_NUMBER", "RANK", "DENSE_RANK" -> ranking(call, t, duck + "()", SqlType.INT64);
      case "PERCENT_RANK", "CUME_DIST" -> ranking(call, t, duck + "()", SqlType.FLOAT64);
      case "NTILE" -> {
        requireCount(call, 1, 1);
        Sql buckets = CallTranslator.arguments(call, t, SqlType.INT64).get(0);
        if (!buckets.flexible()) {
          throw SqlException.invalid(
              "Argument 1 to NTILE must be a literal or query parameter", call.at());
        }
        String checked =
            "bq_at_least(" + buckets.text() + ", 1, 'The argument to NTILE must be at least 1')";
        yield over(call, t, "ntile(" + checked + ")", SqlType.INT64);
      }
      case "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE" -> value(call, t, duck);
      default ->
          throw SqlException.notFoundFunction(
              call.name().toLowerCase(java.util.Locale.ROOT), call.at());
    };
  }

  private static Sql ranking(Expr.Call call, ExprTranslator t, String function, SqlType type) {
    requireCount(call, 0, 0);
    return over(call, t, function, type);
  }

  private static void requireCount(Expr.Call call, int min, int max) {
    int count = call.arguments().size();
    if (call.star() || count < min || count > max) {
      throw CallTranslator.noMatch(call, List.of());
    }
  }

  private static Sql over(Expr.Call call, ExprTranslator t, String function, SqlType type) {
    return Sql.of(function + over(call, t), type);
  }

  private static Sql value(Expr.Call call, ExprTranslator t, String duck) {
    boolean shifts = UNFRAMED.contains(call.name());
    requireCount(call, 1, shifts ? 3 : 1);
    List<Sql> arguments = t.translateAll(call.arguments());
    Sql first = arguments.get(0);
    List<String> texts = new ArrayList<>(List.of(first.text()));
    if (arguments.size() > 1) {
      texts.add(offset(call, arguments.get(1)));
    }
    if (arguments.size() > 2) {
      Sql otherwise = Coercion.coerce(arguments.get(2), first.type());
      if (otherwise == null) {
        throw CallTranslator.noMatch(call, arguments);
      }
      texts.add(otherwise.text());
    }
    return Sql.of(duck + "(" + String.join(", ", texts) + ")" + over(call, t), first.type());
  }

  private static String offset(Expr.Call call, Sql offset) {
    if (!offset.is(SqlType.INT64) || !offset.flexible()) {
      throw SqlException.invalid(
          "Argument 2 to " + call.name() + " must be a literal or query parameter", call.at());
    }
    String complaint = "The offset to the function " + call.name() + " must not be negative";
    return "bq_at_least(" + offset.text() + ", 0, " + Literals.string(complaint) + ")";
  }

  /** {@code " OVER (…)"}, or nothing if the call has none. */
  static String over(Expr.Call call, ExprTranslator t) {
    Expr.Window window = call.over();
    if (window == null) {
      return "";
    }
    requireClauses(call, window);
    List<Sql> keys = t.translateAll(window.partitionBy());
    for (int i = 0; i < keys.size(); i++) {
      TypeRules.requirePartition(keys.get(i).type(), window.partitionBy().get(i).at());
    }
    String partition =
        keys.isEmpty()
            ? ""
            : "PARTITION BY " + keys.stream().map(Sql::text).collect(Collectors.joining(", "));
    String frame = window.frame().isEmpty() ? "" : " " + Frames.checked(window, t, call.at());
    return " OVER (" + partition + Orderings.translate(window.orderBy(), t) + frame + ")";
  }

  private static void requireClauses(Expr.Call call, Expr.Window window) {
    String name = call.name().toLowerCase(Locale.ROOT);
    boolean ordered = !window.orderBy().isEmpty();
    if (ORDERED.contains(call.name()) && !ordered) {
      throw SqlException.invalid(
          "Window ORDER BY is required for analytic function " + name, call.at());
    }
    if (UNFRAMED.contains(call.name()) && !window.frame().isEmpty()) {
      throw SqlException.invalid(
          "Window framing clause is not allowed for analytic function " + name, call.at());
    }
    if (call.distinct() && (ordered || !window.frame().isEmpty())) {
      throw SqlException.invalid(
          (ordered ? "Window ORDER BY" : "Window framing clause")
              + " is not allowed if DISTINCT is specified",
          call.at());
    }
  }
}
