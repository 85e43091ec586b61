package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** CASE, IF, COALESCE and their like: branches of one common type. */
final class Conditionals {

  private Conditionals() {}

  static Sql caseWhen(Expr.Case branches, ExprTranslator t) {
    Expr otherwise = branches.otherwise();
    List<Sql> results = new ArrayList<>();
    branches.whens().forEach(w -> results.add(t.translate(w.result())));
    results.add(
        otherwise == null
            ? new Sql("NULL", ValueType.of(SqlType.NULL), true)
            : t.translate(otherwise));
    ValueType type = t.common(results, branches.at(), "CASE branches of types");
    StringBuilder sql = new StringBuilder("(CASE");
    for (int i = 0; i < branches.whens().size(); i++) {
      sql.append(" WHEN ").append(condition(branches, branches.whens().get(i), t).text());
      sql.append(" THEN ").append(t.coerce(results.get(i), type, branches.at()).text());
    }
    Sql last = t.coerce(results.get(results.size() - 1), type, branches.at());
    return Sql.of(sql + " ELSE " + last.text() + " END)", type);
  }

  private static Sql condition(Expr.Case branches, Expr.When when, ExprTranslator t) {
    Expr operand = branches.operand();
    return operand == null
        ? t.condition(when.condition(), "CASE condition")
        : Operators.compare(
            "=", t.translate(operand), t.translate(when.condition()), branches.at());
  }

  static Sql ifElse(Expr.Call call, ExprTranslator t) {
    Expr.When when = new Expr.When(call.arguments().get(0), call.arguments().get(1));
    return caseWhen(new Expr.Case(null, List.of(when), call.arguments().get(2), call.at()), t);
  }

  /** COALESCE and IFNULL. */
  static Sql coalesce(Expr.Call call, ExprTranslator t) {
    return function("coalesce", call, t);
  }

  static Sql nullIf(Expr.Call call, ExprTranslator t) {
    List<Sql> both = t.translateAll(call.arguments());
    Sql equal = Operators.compare("=", both.get(0), both.get(1), call.at());
    ValueType type = t.common(both, call.at(), "NULLIF arguments of types");
    String value = t.coerce(both.get(0), type, call.at()).text();
    return Sql.of("(CASE WHEN " + equal.text() + " THEN NULL ELSE " + value + " END)", type);
  }

  /** GREATEST and LEAST: NULL if any argument is, else NaN if any is, unlike in DuckDB. */
  static Sql extreme(Expr.Call call, ExprTranslator t) {
    List<Sql> all = t.translateAll(call.arguments());
    String anyNull =
        all.stream().map(a -> a.text() + " IS NULL").collect(Collectors.joining(" OR "));
    Sql value = function(call.name().toLowerCase(java.util.Locale.ROOT), call, t);
    TypeRules.requireOrder(call.name(), value.type(), call.at());
    String nan =
        value.is(SqlType.FLOAT64) ? " WHEN " + anyNan(all) + " THEN CAST('nan' AS DOUBLE)" : "";
    return Sql.of(
        "(CASE WHEN " + anyNull + " THEN NULL" + nan + " ELSE " + value.text() + " END)",
        value.type());
  }

  private static String anyNan(List<Sql> all) {
    return all.stream()
        .filter(a -> a.is(SqlType.FLOAT64))
        .map(a -> "isnan(" + a.text() + ")")
        .collect(Collectors.joining(" OR "));
  }

  private static Sql function(String name, Expr.Call call, ExprTranslator t) {
    List<Sql> all = t.translateAll(call.arguments());
    ValueType type = t.common(all, call.at(), call.name() + " arguments of types");
    String list =
        all.stream()
            .map(a -> t.coerce(a, type, call.at()).text())
            .collect(Collectors.joining(", "));
    return Sql.of(name + "(" + list + ")", type);
  }
}
