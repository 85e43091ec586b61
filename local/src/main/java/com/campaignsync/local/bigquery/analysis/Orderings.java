package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.sql.Expr;
import java.util.ArrayList;
import java.util.List;

/** ORDER BY with BigQuery's order: NULL first, then NaN, then the numbers; reversed by DESC. */
final class Orderings {

  private Orderings() {}

  /** {@code " ORDER BY …"}, or nothing for no keys. */
  static String translate(List<Expr.OrderItem> items, ExprTranslator t) {
    if (items.isEmpty()) {
      return "";
    }
    List<String> keys = new ArrayList<>();
    items.forEach(item -> keys.add(key(t.translate(item.expr()), item)));
    return " ORDER BY " + String.join(", ", keys);
  }

  static String key(Sql value, Expr.OrderItem item) {
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
