package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.List;
import java.util.Locale;

/** Function calls: only those on the list pass. */
final class CallTranslator {

  private CallTranslator() {}

  static Sql translate(Expr.Call call, ExprTranslator t) {
    if (Aggregates.knows(call.name())) {
      return Aggregates.translate(call, t);
    }
    if (call.over() != null) {
      return Windows.translate(call, t);
    }
    if (call.star()
        || call.distinct()
        || call.ignoreNulls()
        || call.limit() != null
        || !call.orderBy().isEmpty()) {
      throw SqlException.invalid(
          "Function " + call.name() + " takes neither *, DISTINCT nor ORDER BY", call.at());
    }
    Functions.Function function = Functions.find(call.name());
    if (function == null) {
      String name = call.name().toLowerCase(Locale.ROOT);
      throw SqlException.notFoundFunction(
          name + Suggestions.of(name, Functions.names()), call.at());
    }
    int count = call.arguments().size();
    if (count < function.argumentsMin() || count > function.argumentsMax()) {
      throw noMatch(call, List.of());
    }
    return function.body().translate(call, t);
  }

  /** The arguments, each as the type wanted at its place (the last type repeats). */
  static List<Sql> arguments(Expr.Call call, ExprTranslator t, SqlType... wanted) {
    List<Sql> all = t.translateAll(call.arguments());
    for (int i = 0; i < all.size(); i++) {
      SqlType want = wanted[Math.min(i, wanted.length - 1)];
      Sql coerced = Coercion.coerce(all.get(i), ValueType.of(want));
      if (coerced == null) {
        throw noMatch(call, all);
      }
      all.set(i, coerced);
    }
    return all;
  }

  static SqlException noMatch(Expr.Call call, List<Sql> arguments) {
    return SqlException.invalid(
        "No matching signature for function "
            + call.name()
            + (arguments.isEmpty()
                ? " with " + call.arguments().size() + " arguments"
                : " for argument types: " + ExprTranslator.types(arguments)),
        call.at());
  }
}
