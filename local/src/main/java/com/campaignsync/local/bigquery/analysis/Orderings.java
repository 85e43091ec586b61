package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.sql.Expr;
import java.util.ArrayList;
import java.util.List;

/** ORDER BY with BigQuery's order: NULL first, then NaN, then the numbers; reversed by DESC. */
final class Orderings {

  private Orderings() {}

  /** NULL, TRUE, 5 and the like. */
  static boolean isLiteral(Expr expr) {
    return expr instanceof Expr.Literal
        || expr instanceof Expr.NullLiteral
        || expr instanceof Expr.BoolLiteral;
  }

  /** {@code " ORDER BY …"}, or nothing for no keys. */
  static String translate(List<Expr.OrderItem> items, ExprTranslator t) {
    if (items.isEmpty()) {
      return "";
    }
    List<String> keys = new ArrayList<>();
    // A literal orders nothing here; DuckDB would take it for a place or refuse it.
    items.stream()
        .filter(item -> !isLiteral(item.expr()))
        .forEach(item -> keys.add(key(t.translate(item.expr()), item)));
    if (keys.isEmpty()) {
      return " ORDER BY CAST(NULL AS BIGINT)";
    }
    return " ORDER BY " + String.join(", ", keys);
  }

  static String key(Sql value, Expr.OrderItem item) {
    TypeRules.requireOrdering(value.type(), item.expr().at());
    Boolean nullsFirst = item.nullsFirst();
    boolean first = nullsFirst == null ? !item.descending() : nullsFirst;
    String direction = item.descending() ? " DESC" : " ASC";
    String nulls = first ? " NULLS FIRST" : " NULLS LAST";
    if (!value.is(SqlType.FLOAT64)) {
      return value.text() + direction + nulls;
    }
    return "(NOT isnan("
        + value.text()
        + "))"
        + direction
        + nulls
        + ", "
        + value.text()
        + direction
        + nulls;
  }
}
