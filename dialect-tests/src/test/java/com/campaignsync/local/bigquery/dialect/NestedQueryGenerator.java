package com.campaignsync.local.bigquery.dialect;

import static com.campaignsync.local.bigquery.schema.SqlType.BOOL;
import static com.campaignsync.local.bigquery.schema.SqlType.DATE;
import static com.campaignsync.local.bigquery.schema.SqlType.INT64;
import static com.campaignsync.local.bigquery.schema.SqlType.NUMERIC;
import static com.campaignsync.local.bigquery.schema.SqlType.STRING;
import static com.campaignsync.local.bigquery.schema.SqlType.TIMESTAMP;

import com.campaignsync.local.bigquery.dialect.QueryGenerator.Generated;
import com.campaignsync.local.bigquery.schema.SqlType;
import java.util.List;
import java.util.Random;

/** Random queries that build arrays and structs, take them apart, and gather rows into them. */
final class NestedQueryGenerator {

  /** Floats are left out: their sums and texts are compared elsewhere. */
  private static final List<SqlType> ELEMENTS =
      List.of(INT64, INT64, STRING, NUMERIC, DATE, TIMESTAMP, BOOL);

  private final Random random;
  private final String table;
  private final ExpressionGenerator expressions;

  NestedQueryGenerator(Random random, String table) {
    this.random = random;
    this.table = "`" + table + "` AS x";
    this.expressions = new ExpressionGenerator(random);
  }

  Generated next() {
    String sql =
        switch (random.nextInt(6)) {
          case 0, 1 -> parts();
          case 2 -> unnested();
          case 3 -> whole();
          default -> gathered();
        };
    return new Generated(sql, false, false);
  }

  /**
   * Puts rows for {@code T!}: with an array {@code a} of {@code type}, a struct {@code r} and an
   * array of structs {@code o}, those that the query uses. What is not used may fail unseen.
   */
  private String over(SqlType type, String query) {
    String rows = "(SELECT x.*";
    rows += query.contains("x.a") ? ", " + array(type) + " AS a" : "";
    rows += query.contains("x.r") ? ", " + struct(type) + " AS r" : "";
    rows += query.contains("x.o") ? ", " + structs(type) + " AS o" : "";
    return query.replace("T!", rows + " FROM " + table + ") AS x");
  }

  private String array(SqlType type) {
    String items = "[" + expressions.sure(type) + ", " + expressions.leaf(type) + "]";
    return switch (random.nextInt(6)) {
      case 0 -> "IF(" + expressions.condition(1) + ", " + items + ", NULL)";
      case 1 ->
          "ARRAY(SELECT v FROM UNNEST(" + items + ") AS v WHERE v IS NOT NULL ORDER BY v DESC)";
      case 2 ->
          "IF(x.b, ARRAY(SELECT v FROM UNNEST(" + items + ") AS v WHERE FALSE), " + items + ")";
      default -> items;
    };
  }

  private String struct(SqlType type) {
    String value = "STRUCT(x.id AS k, " + expressions.sure(type) + " AS v)";
    return random.nextInt(3) == 0
        ? "IF(" + expressions.condition(1) + ", " + value + ", NULL)"
        : value;
  }

  private String structs(SqlType type) {
    String first = "STRUCT(x.i AS k, " + expressions.leaf(type) + " AS v)";
    String second = "STRUCT(x.i + 1 AS k, " + expressions.sure(type) + " AS v)";
    String all = "[" + first + ", " + second + "]";
    return random.nextInt(3) == 0 ? "IF(" + expressions.condition(0) + ", " + all + ", NULL)" : all;
  }

  private String parts() {
    SqlType type = expressions.pick(ELEMENTS);
    String items = part(type) + " AS c1, " + part(type) + " AS c2";
    String where = random.nextInt(3) == 0 ? " WHERE " + condition(type) : "";
    return over(type, "SELECT x.id, " + items + " FROM T!" + where);
  }

  private String part(SqlType type) {
    String place = pick("0", "1", "1", "2", "-1", "x.i");
    return switch (random.nextInt(12)) {
      case 0 -> "ARRAY_LENGTH(x.a)";
      case 1 -> "x.a[" + pick("OFFSET(0)", "ORDINAL(1)", "OFFSET(1)", "ORDINAL(2)") + "]";
      case 2, 3 -> "x.a[" + pick("SAFE_OFFSET", "SAFE_ORDINAL") + "(" + place + ")]";
      case 4 -> "x.o[SAFE_OFFSET(" + place + ")]." + pick("k", "v");
      case 5 -> "x.r." + pick("k", "v");
      case 6 -> "(SELECT v FROM UNNEST(x.o) WHERE k = x.i + " + pick("0", "1", "2") + ")";
      case 7 ->
          "(SELECT STRING_AGG(CAST(v AS STRING), '|' ORDER BY o"
              + pick("", " DESC")
              + ") FROM UNNEST(x.a) AS v WITH OFFSET AS o)";
      case 8 ->
          "(SELECT " + pick("COUNT(*)", "COUNT(v)", "MAX(v)", "MIN(v)") + " FROM UNNEST(x.a) AS v)";
      case 9 ->
          "STRUCT(x.i, x.s AS s, STRUCT(" + expressions.leaf(type) + " AS z) AS inside).inside.z";
      case 10 -> "ARRAY_LENGTH(ARRAY(SELECT STRUCT(v, k) FROM UNNEST(x.o) WHERE v IS NOT NULL))";
      default -> condition(type);
    };
  }

  private String condition(SqlType type) {
    return switch (random.nextInt(7)) {
      case 0 -> expressions.leaf(type) + " IN UNNEST(x.a)";
      case 1 -> "EXISTS(SELECT 1 FROM UNNEST(x.a) AS v WHERE v >= " + expressions.leaf(type) + ")";
      case 2 -> "EXISTS(SELECT 1 FROM UNNEST(x.o) AS e WHERE e.k = x.i)";
      case 3 -> "(x." + pick("a", "r", "o") + pick(" IS NULL", " IS NOT NULL") + ")";
      case 4 -> expressions.leaf(type) + " NOT IN UNNEST(x.a)";
      case 5 -> "IFNULL(ARRAY_LENGTH(x.a) = 0, " + pick("TRUE", "FALSE") + ")";
      default -> "(x.r.v = " + expressions.leaf(type) + ")";
    };
  }

  private String unnested() {
    SqlType type = expressions.pick(ELEMENTS);
    String query =
        switch (random.nextInt(7)) {
          case 0 -> "SELECT x.id, v FROM T!, UNNEST(x.a) AS v";
          case 1 ->
              "SELECT x.id, v, place FROM T! CROSS JOIN UNNEST(x.a) AS v WITH OFFSET AS place";
          case 2 ->
              "SELECT x.id, one.k, one.v FROM T!, UNNEST(x.o) AS one"
                  + pick("", " WHERE one.k > 0");
          case 3 -> "SELECT x.id, one FROM T!, x.o AS one";
          case 4 -> "SELECT x.id, v, place FROM T! LEFT JOIN UNNEST(x.a) AS v WITH OFFSET AS place";
          case 5 ->
              "SELECT one.k, COUNT(*) AS c, COUNT(one.v) AS d FROM T!, UNNEST(x.o) AS one"
                  + " GROUP BY one.k";
          default -> "SELECT v, COUNT(*) AS c, MIN(x.id) AS m FROM T!, UNNEST(x.a) AS v GROUP BY v";
        };
    return over(type, query);
  }

  /** Arrays and structs in the result. */
  private String whole() {
    SqlType type = expressions.pick(ELEMENTS);
    String items =
        switch (random.nextInt(5)) {
          case 0 -> "x.a, x.r";
          case 1 -> "x.o";
          case 2 -> "STRUCT(x.i, x.s AS s, x.a AS list, x.r AS r) AS both";
          case 3 ->
              "ARRAY(SELECT STRUCT(e.v AS w, e.k) FROM UNNEST(x.o) AS e WITH OFFSET AS place ORDER BY place DESC) AS turned";
          default -> "IF(x.b, x.r, NULL) AS r, [x.i, 1], x.r.v";
        };
    return over(type, "SELECT x.id, " + items + " FROM T!");
  }

  private String gathered() {
    String key = pick("x.b", "MOD(x.id, 7)", "x.d", "x.i");
    String items = gathering() + " AS g1, " + gathering() + " AS g2";
    String where = random.nextInt(3) == 0 ? " WHERE " + expressions.condition(1) : "";
    return random.nextInt(4) == 0
        ? "SELECT " + items + " FROM " + table + where
        : "SELECT " + key + " AS k, " + items + " FROM " + table + where + " GROUP BY 1";
  }

  private String gathering() {
    String value = expressions.of(expressions.pick(ELEMENTS), 1);
    String order =
        " ORDER BY "
            + pick("x.i", "x.s", "x.n", "x.d", "x.q", "x.g")
            + pick("", " DESC")
            + ", x.id";
    String limit = pick("", "", " LIMIT 3", " LIMIT 1");
    String text = expressions.of(STRING, 1);
    String delimiter = pick("", ", '|'", ", ''", ", ' - '");
    return switch (random.nextInt(9)) {
      case 0 -> "ARRAY_AGG(" + value + " IGNORE NULLS" + order + limit + ")";
      case 1 -> "ARRAY_AGG(" + value + order + limit + ")";
      case 2 -> "ARRAY_LENGTH(ARRAY_AGG(" + value + order + "))";
      case 3 -> "ARRAY_AGG(STRUCT(x.id AS k, " + value + " AS v)" + order + limit + ")";
      case 4 ->
          "ARRAY_AGG(DISTINCT x.i" + pick(" IGNORE NULLS", "") + " ORDER BY x.i" + limit + ")";
      case 5 ->
          "ARRAY_AGG(" + value + " IGNORE NULLS" + order + ")[SAFE_OFFSET(" + pick("0", "2") + ")]";
      case 6 -> distinctTexts(pick("x.s", "x.t", "CAST(x.i AS STRING)"), delimiter);
      case 7 -> "STRING_AGG(x.t" + delimiter + order + limit + ")";
      default -> "STRING_AGG(" + text + delimiter + order + ")";
    };
  }

  /** With DISTINCT, only the argument itself can be the order. */
  private String distinctTexts(String text, String delimiter) {
    String order = " ORDER BY " + text + pick("", " DESC");
    return "STRING_AGG(DISTINCT " + text + delimiter + order + ")";
  }

  private String pick(String... from) {
    return expressions.pick(List.of(from));
  }
}
