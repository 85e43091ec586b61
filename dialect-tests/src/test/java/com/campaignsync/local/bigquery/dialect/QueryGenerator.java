package com.campaignsync.local.bigquery.dialect;

import static com.campaignsync.local.bigquery.schema.SqlType.BOOL;
import static com.campaignsync.local.bigquery.schema.SqlType.DATE;
import static com.campaignsync.local.bigquery.schema.SqlType.INT64;
import static com.campaignsync.local.bigquery.schema.SqlType.NUMERIC;
import static com.campaignsync.local.bigquery.schema.SqlType.STRING;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random queries of the shapes the product uses, over {@link SampleRows}. */
final class QueryGenerator {

  /**
   * A query and how to compare its answers.
   *
   * @param ordered whether it says the order of all its rows
   * @param floatSums whether it adds floats, whose last digits hang on the order of adding
   */
  record Generated(String sql, boolean ordered, boolean floatSums) {}

  private final Random random;
  private final String table;
  private final ExpressionGenerator expressions;

  /**
   * @param random gives the same query again for the same seed
   */
  QueryGenerator(Random random, String table) {
    this.random = random;
    this.table = "`" + table + "` AS x";
    this.expressions = new ExpressionGenerator(random);
  }

  Generated next() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> rows();
      case 2, 3, 4 -> groups();
      case 5 -> windows();
      case 6 -> nested();
      default -> joined();
    };
  }

  /** Rows with what can be made of timestamps. */
  Generated times() {
    List<String> items =
        List.of(
            expressions.times().time(2), expressions.times().any(2), expressions.times().any(1));
    return ordered("SELECT " + named(items) + " FROM " + table + where(), items.size());
  }

  /** Columns of filtered rows. */
  private Generated rows() {
    List<String> items = items(1 + random.nextInt(3));
    String distinct = random.nextInt(5) == 0 ? "DISTINCT " : "";
    return ordered("SELECT " + distinct + named(items) + " FROM " + table + where(), items.size());
  }

  private Generated groups() {
    List<String> keys = items(random.nextInt(3));
    List<String> items = new ArrayList<>(keys);
    boolean floats = false;
    for (int i = 0; i <= random.nextInt(3); i++) {
      String aggregate = aggregate();
      floats |= aggregate.contains("float sum");
      items.add(aggregate.replace("/* float sum */", ""));
    }
    String groupBy = keys.isEmpty() ? "" : " GROUP BY " + positions(keys.size());
    String having = random.nextInt(4) == 0 && !keys.isEmpty() ? " HAVING COUNT(*) > 1" : "";
    String sql = "SELECT " + named(items) + " FROM " + table + where() + groupBy + having;
    return floats ? new Generated(sql, false, true) : ordered(sql, items.size());
  }

  private String aggregate() {
    String condition = expressions.condition(1);
    return switch (random.nextInt(14)) {
      case 0 -> "COUNT(*)";
      case 1 -> "COUNT(" + expressions.any(1) + ")";
      case 2 -> "COUNT(DISTINCT " + expressions.any(1) + ")";
      case 3 -> "COUNTIF(" + condition + ")";
      case 4 -> "SUM(" + pick("x.i", "x.n", "x.i + 1", "IF(x.b, x.i, NULL)") + ")";
      case 5 -> "SUM(CAST(x.f AS NUMERIC))";
      case 6 -> "SUM(SAFE_CAST(" + pick("x.f", "x.t", "x.g", "x.i") + " AS NUMERIC))";
      case 7 -> "/* float sum */" + pick("SUM", "AVG") + "(" + pick("x.f", "x.f / 3") + ")";
      case 8 -> "AVG(x.n)";
      case 9 -> "/* float sum */AVG(x.i)";
      case 10 ->
          "SAFE_DIVIDE(SUM(" + pick("x.i", "x.n") + "), " + pick("SUM(x.i)", "COUNT(*)", "0") + ")";
      case 11 -> "IFNULL(SUM(x.n), 0)";
      case 12 -> pick("LOGICAL_AND", "LOGICAL_OR") + "(" + condition + ")";
      default -> pick("MIN", "MAX") + "(" + expressions.any(1) + ")";
    };
  }

  private Generated windows() {
    String partition =
        "PARTITION BY " + expressions.leaf(expressions.pick(List.of(INT64, STRING, DATE, BOOL)));
    String order =
        " ORDER BY "
            + expressions.leaf(expressions.pick(ExpressionGenerator.TYPES))
            + pick("", " DESC")
            + ", x.id";
    String frame =
        pick(
            "",
            " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW",
            " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING");
    String over = " OVER (" + partition + order;
    List<String> items = List.of("x.id", windowFunction(over, frame), expressions.any(1));
    return ordered("SELECT " + named(items) + " FROM " + table + where(), items.size());
  }

  private String windowFunction(String over, String frame) {
    return switch (random.nextInt(6)) {
      case 0 -> pick("ROW_NUMBER()", "RANK()", "DENSE_RANK()") + over + ")";
      case 1 ->
          pick("SUM(x.i)", "SUM(x.n)", "COUNT(*)", "COUNT(x.s)", "COUNTIF(x.b)")
              + over
              + frame
              + ")";
      case 2 ->
          pick("MIN", "MAX")
              + "("
              + expressions.leaf(expressions.pick(List.of(INT64, NUMERIC, DATE)))
              + ")"
              + over
              + frame
              + ")";
      case 3 ->
          pick("LAG(x.i)", "LEAD(x.s, 2)", "LAG(x.d, 1, DATE '2026-01-01')", "LAG(x.n, 1, 0)")
              + over
              + ")";
      case 4 ->
          pick("FIRST_VALUE(x.f)", "LAST_VALUE(x.m)", "FIRST_VALUE(x.s)") + over + frame + ")";
      default -> "NTILE(3)" + over + ")";
    };
  }

  /** A query of a query, named by WITH or written in place; QUALIFY now and then. */
  private Generated nested() {
    String inner =
        "SELECT x.i AS k, " + expressions.of(NUMERIC, 1) + " AS v, x.id FROM " + table + where();
    String items = "k, SUM(SAFE_DIVIDE(v, 1000000)) AS total, MAX(id), COUNT(v)";
    return switch (random.nextInt(3)) {
      case 0 -> ordered("WITH q AS (" + inner + ") SELECT " + items + " FROM q GROUP BY k", 4);
      case 1 -> ordered("SELECT " + items + " FROM (" + inner + ") AS q GROUP BY 1", 4);
      default ->
          ordered(
              "SELECT * FROM ("
                  + inner
                  + ") AS q WHERE TRUE QUALIFY ROW_NUMBER() OVER (PARTITION BY k ORDER BY id) = 1",
              3);
    };
  }

  private Generated joined() {
    String right = "(SELECT i AS k, COUNT(*) AS c, MAX(n) AS n FROM " + table + " GROUP BY 1) AS r";
    String items = "x.id, r.c, " + expressions.any(1);
    String join = " FROM " + table + pick(" JOIN ", " LEFT JOIN ") + right + " ON r.k = x.i";
    return switch (random.nextInt(3)) {
      case 0, 1 -> ordered("SELECT " + items + " AS v" + join + where(), 3);
      default ->
          ordered(
              "SELECT x.i AS a, x.n AS b FROM "
                  + table
                  + where()
                  + " UNION ALL SELECT x.i, "
                  + expressions.of(pickNumber(), 1)
                  + " FROM "
                  + table,
              2);
    };
  }

  private com.campaignsync.local.bigquery.schema.SqlType pickNumber() {
    return expressions.pick(List.of(INT64, NUMERIC));
  }

  private Generated ordered(String sql, int columns) {
    if (random.nextInt(3) == 0) {
      return new Generated(sql, false, false);
    }
    String keys =
        IntStream.rangeClosed(1, columns)
            .mapToObj(i -> i + pick("", "", " DESC", " ASC NULLS LAST"))
            .collect(Collectors.joining(", "));
    String limit = random.nextInt(4) == 0 ? " LIMIT " + (1 + random.nextInt(11)) : "";
    return new Generated(sql + " ORDER BY " + keys + limit, true, false);
  }

  private List<String> items(int count) {
    return IntStream.range(0, count).mapToObj(i -> expressions.any(2)).toList();
  }

  private static String named(List<String> items) {
    return IntStream.range(0, items.size())
        .mapToObj(i -> items.get(i) + " AS c" + (i + 1))
        .collect(Collectors.joining(", "));
  }

  private static String positions(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private String where() {
    return random.nextInt(3) == 0 ? "" : " WHERE " + expressions.condition(2);
  }

  private String pick(String... from) {
    return expressions.pick(List.of(from));
  }
}
