package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.List;
import java.util.Set;

/** Aggregate functions, with BigQuery's result types: a sum of INT64 is INT64 or an error. */
final class Aggregates {

  private static final Set<String> NAMES =
      Set.of(
          "COUNT",
          "COUNTIF",
          "SUM",
          "AVG",
          "MIN",
          "MAX",
          "ANY_VALUE",
          "STRING_AGG",
          "ARRAY_AGG",
          "LOGICAL_AND",
          "LOGICAL_OR",
          "APPROX_COUNT_DISTINCT",
          "BIT_XOR",
          "STDDEV",
          "STDDEV_SAMP",
          "STDDEV_POP",
          "VARIANCE",
          "VAR_SAMP",
          "VAR_POP");

  private Aggregates() {}

  static boolean knows(String name) {
    return NAMES.contains(name);
  }

  static Sql translate(Expr.Call call, ExprTranslator t) {
    boolean window = call.over() != null;
    if (window) {
      t.grouping().enterWindow(call.at());
    } else {
      t.grouping().enterAggregate(call.name(), call.at());
    }
    try {
      return withArguments(call, t);
    } finally {
      if (window) {
        t.grouping().leaveWindow();
      } else {
        t.grouping().leaveAggregate();
      }
    }
  }

  private static Sql withArguments(Expr.Call call, ExprTranslator t) {
    String over = Windows.over(call, t);
    if (call.star()) {
      if (!call.name().equals("COUNT")) {
        throw SqlException.invalid("Argument * can only be used in COUNT(*)", call.at());
      }
      return Sql.of("count(*)" + over, SqlType.INT64);
    }
    int count = call.arguments().size();
    if (count < 1 || count > (call.name().equals("STRING_AGG") ? 2 : 1)) {
      throw CallTranslator.noMatch(call, List.of());
    }
    boolean modified = call.ignoreNulls() || call.limit() != null;
    if (modified && !call.name().equals("ARRAY_AGG")) {
      throw SqlException.invalid(
          "IGNORE NULLS and LIMIT in " + call.name() + " are not supported locally", call.at());
    }
    Sql argument = t.translate(call.arguments().get(0));
    if (call.distinct() || call.name().equals("APPROX_COUNT_DISTINCT")) {
      TypeRules.requireDistinct(argument.type(), call.at());
    }
    return new Body(call, t, argument, call.distinct() ? "DISTINCT " : "", over).translate();
  }

  /** One aggregate with its parts at hand. */
  private record Body(Expr.Call call, ExprTranslator t, Sql x, String distinct, String over) {

    Sql translate() {
      return switch (call.name()) {
        case "COUNT" -> Sql.of(plain("count"), SqlType.INT64);
        case "APPROX_COUNT_DISTINCT" ->
            Sql.of("count(DISTINCT " + x.text() + ")" + over, SqlType.INT64);
        case "COUNTIF" -> countIf();
        case "SUM" -> sum();
        case "AVG" -> average();
        case "MIN" -> extreme("min");
        case "MAX" -> extreme("max");
        case "ANY_VALUE" -> Sql.of(plain("any_value"), x.type());
        case "STRING_AGG" -> stringAgg();
        case "ARRAY_AGG" -> arrayAgg();
        case "LOGICAL_AND" -> Sql.of(typed("bool_and", SqlType.BOOL), SqlType.BOOL);
        case "LOGICAL_OR" -> Sql.of(typed("bool_or", SqlType.BOOL), SqlType.BOOL);
        case "BIT_XOR" -> Sql.of(typed("bit_xor", SqlType.INT64), SqlType.INT64);
        default -> finite(statistic());
      };
    }

    private String plain(String function) {
      return function + "(" + distinct + x.text() + ")" + over;
    }

    private String typed(String function, SqlType type) {
      return function + "(" + distinct + coerced(type).text() + ")" + over;
    }

    private Sql coerced(SqlType type) {
      Sql coerced = Coercion.coerce(x, ValueType.of(type));
      if (coerced == null) {
        throw CallTranslator.noMatch(call, List.of(x));
      }
      return coerced;
    }

    private String statistic() {
      return switch (call.name()) {
        case "STDDEV", "STDDEV_SAMP" -> "stddev_samp";
        case "STDDEV_POP" -> "stddev_pop";
        case "VAR_POP" -> "var_pop";
        default -> "var_samp";
      };
    }

    private Sql countIf() {
      String condition = "CASE WHEN " + coerced(SqlType.BOOL).text() + " THEN 1 END";
      return Sql.of("count(" + condition + ")" + over, SqlType.INT64);
    }

    private Sql sum() {
      return switch (number()) {
        case INT64 -> Sql.of("CAST(" + typed("sum", SqlType.INT64) + " AS BIGINT)", SqlType.INT64);
        case NUMERIC -> Sql.of("bq_numeric_check(" + plain("sum") + ")", SqlType.NUMERIC);
        default -> finite("sum");
      };
    }

    /** DuckDB's sums and averages grow to infinity; BigQuery's fail. */
    private Sql finite(String function) {
      String result = typed(function, SqlType.FLOAT64);
      String given =
          "coalesce(bool_or(NOT isfinite(" + coerced(SqlType.FLOAT64).text() + "))" + over;
      return Sql.of("bq_sum_check(" + result + ", " + given + ", FALSE))", SqlType.FLOAT64);
    }

    private Sql average() {
      if (number() != SqlType.NUMERIC) {
        return number() == SqlType.INT64 ? Sql.of(plain("avg"), SqlType.FLOAT64) : finite("avg");
      }
      String count = "CAST(" + plain("count") + " AS DECIMAL(38,9))";
      return Sql.of("bq_numeric_divide(" + plain("sum") + ", " + count + ")", SqlType.NUMERIC);
    }

    private SqlType number() {
      if (!x.type().isNumber() && !x.type().isNull()) {
        throw CallTranslator.noMatch(call, List.of(x));
      }
      return x.type().isNull() ? SqlType.INT64 : x.type().scalar();
    }

    /** NaN is the minimum wherever it occurs; in DuckDB it is the greatest number. */
    private Sql extreme(String function) {
      TypeRules.requireOrder(call.name(), x.type(), call.at());
      if (x.is(SqlType.FLOAT64) && function.equals("min")) {
        String nan = "bool_or(isnan(" + x.text() + "))" + over;
        return Sql.of(
            "(CASE WHEN " + nan + " THEN CAST('nan' AS DOUBLE) ELSE " + plain(function) + " END)",
            SqlType.FLOAT64);
      }
      return Sql.of(plain(function), x.type());
    }

    private Sql arrayAgg() {
      if (x.type().array() || !over.isEmpty()) {
        throw CallTranslator.noMatch(call, List.of(x));
      }
      String order = order();
      String all = "array_agg(" + distinct + x.text() + order + ")";
      if (call.ignoreNulls()) {
        all += " FILTER (WHERE " + x.text() + " IS NOT NULL)";
      }
      Expr limit = call.limit();
      ValueType type = x.type().isNull() ? ValueType.of(SqlType.INT64) : x.type();
      return Sql.of(
          limit == null ? "(" + all + ")" : "list_slice(" + all + ", 1, " + count(limit) + ")",
          type.asArray());
    }

    /**
     * DuckDB would take a number for a value, as BigQuery takes it for neither that nor a place.
     */
    private String order() {
      for (Expr.OrderItem item : call.orderBy()) {
        if (item.expr() instanceof Expr.Literal literal) {
          throw SqlException.invalid(
              "Aggregate functions do not allow ORDER BY by index or literal in arguments",
              literal.at());
        }
      }
      return Orderings.translate(call.orderBy(), t);
    }

    private String count(Expr limit) {
      Sql count = t.translate(limit);
      if (!count.is(SqlType.INT64) || !count.flexible()) {
        throw SqlException.invalid("LIMIT must be an INT64 literal or parameter", limit.at());
      }
      return count.text();
    }

    private Sql stringAgg() {
      String delimiter =
          call.arguments().size() < 2 ? "','" : t.translate(call.arguments().get(1)).text();
      String order = order();
      return Sql.of(
          "string_agg("
              + distinct
              + coerced(SqlType.STRING).text()
              + ", "
              + delimiter
              + order
              + ")"
              + over,
          SqlType.STRING);
    }
  }
}
