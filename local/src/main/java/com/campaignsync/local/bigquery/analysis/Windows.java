package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Window functions and the OVER clause. */
final class Windows {

  private Windows() {}

  static Sql translate(Expr.Call call, ExprTranslator t) {
    if (call.ignoreNulls() || call.limit() != null) {
      throw SqlException.invalid(
          "IGNORE NULLS in window functions is not supported locally", call.at());
    }
    String duck = call.name().toLowerCase(Locale.ROOT);
    return switch (call.name()) {
      case "ROW_NUMBER", "RANK", "DENSE_RANK" -> ranking(call, t, duck + "()", SqlType.INT64);
      case "PERCENT_RANK", "CUME_DIST" -> ranking(call, t, duck + "()", SqlType.FLOAT64);
      case "NTILE" -> {
        Sql buckets = CallTranslator.arguments(call, t, SqlType.INT64).get(0);
        yield ranking(call, t, "ntile(" + buckets.text() + ")", SqlType.INT64);
      }
      case "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE" -> value(call, t, duck);
      default ->
          throw SqlException.notFoundFunction(
              call.name().toLowerCase(java.util.Locale.ROOT), call.at());
    };
  }

  private static Sql ranking(Expr.Call call, ExprTranslator t, String function, SqlType type) {
    return Sql.of(function + over(call, t), type);
  }

  private static Sql value(Expr.Call call, ExprTranslator t, String duck) {
    List<Sql> arguments = t.translateAll(call.arguments());
    if (arguments.isEmpty() || arguments.size() > 3) {
      throw CallTranslator.noMatch(call, arguments);
    }
    String list = arguments.stream().map(Sql::text).collect(Collectors.joining(", "));
    return Sql.of(duck + "(" + list + ")" + over(call, t), arguments.get(0).type());
  }

  /** {@code " OVER (…)"}, or nothing if the call has none. */
  static String over(Expr.Call call, ExprTranslator t) {
    Expr.Window window = call.over();
    if (window == null) {
      return "";
    }
    List<Sql> keys = t.translateAll(window.partitionBy());
    String partition =
        keys.isEmpty()
            ? ""
            : "PARTITION BY " + keys.stream().map(Sql::text).collect(Collectors.joining(", "));
    String frame = window.frame().isEmpty() ? "" : " " + window.frame();
    return " OVER (" + partition + Orderings.translate(window.orderBy(), t) + frame + ")";
  }
}
