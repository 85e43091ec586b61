package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.List;
import java.util.stream.Collectors;

/** IS, BETWEEN, IN, EXISTS and queries used as a value. */
final class Predicates {

  private Predicates() {}

  static Sql translate(Expr expr, ExprTranslator translator) {
    if (expr instanceof Expr.Is is) {
      String operand = translator.translate(is.operand()).text();
      return bool(operand + " IS " + (is.negated() ? "NOT " : "") + is.what());
    }
    if (expr instanceof Expr.Between between) {
      return between(between, translator);
    }
    if (expr instanceof Expr.InList in) {
      return inList(in, translator);
    }
    if (expr instanceof Expr.InUnnest in) {
      return inUnnest(in, translator);
    }
    if (expr instanceof Expr.InQuery in) {
      return inQuery(in, translator);
    }
    if (expr instanceof Expr.Exists exists) {
      return bool("EXISTS (" + translator.subquery(exists.query()).sql() + ")");
    }
    if (expr instanceof Expr.ScalarQuery scalar) {
      TranslatedQuery query = oneColumn(scalar.query(), translator);
      return Sql.of("(" + query.sql() + ")", query.columns().get(0).type());
    }
    throw SqlException.invalid("Expression not supported locally", expr.at());
  }

  private static Sql bool(String text) {
    return Sql.of("(" + text + ")", SqlType.BOOL);
  }

  private static Sql between(Expr.Between between, ExprTranslator translator) {
    Sql operand = translator.translate(between.operand());
    Sql low = translator.translate(between.low());
    Sql high = translator.translate(between.high());
    Sql from = Operators.compare(">=", operand, low, between.at());
    Sql to = Operators.compare("<=", operand, high, between.at());
    return negate("(" + from.text() + " AND " + to.text() + ")", between.negated());
  }

  private static Sql negate(String text, boolean negated) {
    return Sql.of(negated ? "(NOT " + text + ")" : text, SqlType.BOOL);
  }

  private static Sql inList(Expr.InList in, ExprTranslator translator) {
    Sql operand = translator.translate(in.operand());
    List<Sql> items = translator.translateAll(in.items());
    List<Sql> all = new java.util.ArrayList<>(List.of(operand));
    all.addAll(items);
    ValueType common = Coercion.common(all);
    if (common == null) {
      throw Operators.noMatch("IN", all, in.at());
    }
    Operators.requireComparable(common, in.at());
    String list =
        items.stream()
            .map(i -> Operators.coerced(i, common, "IN", in.at()).text())
            .collect(Collectors.joining(", "));
    String left = Operators.coerced(operand, common, "IN", in.at()).text();
    String member =
        common.is(SqlType.FLOAT64)
            ? " = ANY(" + comparable(left, "[" + list + "]") + ")"
            : " IN (" + list + ")";
    return negate("(" + left + member + ")", in.negated());
  }

  /** IN UNNEST of a NULL array is FALSE, as for an empty one. */
  private static Sql inUnnest(Expr.InUnnest in, ExprTranslator translator) {
    Sql operand = translator.translate(in.operand());
    Sql array = translator.translate(in.array());
    if (!array.type().array()) {
      throw SqlException.invalid(
          "Second argument of IN UNNEST must be an array but was " + array.type(), in.at());
    }
    Sql element = new Sql("", array.type().element(), array.flexible());
    ValueType common = Coercion.common(List.of(operand, element));
    if (common == null) {
      throw Operators.noMatch("IN UNNEST", List.of(operand, array), in.at());
    }
    Operators.requireComparable(common, in.at());
    String left = Operators.coerced(operand, common, "IN UNNEST", in.at()).text();
    String list = "CAST(" + array.text() + " AS " + common.duckName() + "[])";
    String present = "coalesce(" + list + ", [])";
    String items = common.is(SqlType.FLOAT64) ? comparable(left, present) : present;
    return negate("(" + left + " = ANY(" + items + "))", in.negated());
  }

  /** A list of floats without NaN, which equals nothing; in DuckDB it equals itself. */
  private static String comparable(String left, String list) {
    return "list_filter(" + list + ", lambda v: " + comparison(left, "v") + ")";
  }

  /** Whether a value can decide; beside NULL all do. */
  private static String comparison(String left, String value) {
    return "(" + value + " IS NULL OR NOT isnan(" + value + ") OR " + left + " IS NULL)";
  }

  private static Sql inQuery(Expr.InQuery in, ExprTranslator translator) {
    Sql operand = translator.translate(in.operand());
    TranslatedQuery query = oneColumn(in.query(), translator);
    ValueType type = query.columns().get(0).type();
    ValueType common = Coercion.common(List.of(operand, Sql.of("", type)));
    if (common == null) {
      throw Operators.noMatch("IN", List.of(operand, Sql.of("", type)), in.at());
    }
    Operators.requireComparable(common, in.at());
    String left = Operators.coerced(operand, common, "IN", in.at()).text();
    String rows =
        type.is(SqlType.FLOAT64)
            ? "SELECT c0 FROM (" + query.sql() + ") WHERE " + comparison(left, "c0")
            : query.sql();
    return negate("(" + left + " IN (" + rows + "))", in.negated());
  }

  private static TranslatedQuery oneColumn(
      com.campaignsync.local.bigquery.sql.Query query, ExprTranslator translator) {
    TranslatedQuery translated = translator.subquery(query);
    if (translated.columns().size() != 1) {
      throw SqlException.invalid(
          "Scalar subquery cannot have more than one column unless using SELECT AS STRUCT to build"
              + " STRUCT values",
          query.at());
    }
    return translated;
  }
}
