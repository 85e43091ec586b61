package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.Place;
import com.campaignsync.domain.query.Rate;
import com.campaignsync.domain.query.SortField;
import com.campaignsync.domain.query.SortOrder;
import com.campaignsync.domain.query.SortOrder.Term;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an order of rows is said in SQL. Texts sort by their bytes, the same under every locale of a
 * server; unknown values come last in both directions.
 */
final class OrderSql {

  private OrderSql() {}

  /** The terms, for {@code ORDER BY}. */
  static String terms(SortOrder order) {
    return order.terms().stream()
        .map(term -> expression(term.field()) + (term.descending() ? " DESC" : "") + " NULLS LAST")
        .collect(Collectors.joining(", "));
  }

  /** The value of a row that is sorted by. */
  static String expression(SortField field) {
    if (field instanceof Rate rate) {
      return rate(rate);
    }
    return field.kind() == SortField.Kind.TEXT
        ? field.wireName() + " COLLATE \"C\""
        : field.wireName();
  }

  /**
   * The ratio with as many digits as the API shows. It is divided with twenty, so that no ratio of
   * countable figures is rounded otherwise than it is shown.
   */
  private static String rate(Rate rate) {
    return "round(%d.00000000000000000000 * %s / nullif(%s, 0), 9)"
        .formatted(rate.factor(), rate.numerator().wireName(), rate.denominator().wireName());
  }

  /** Appends a condition: the row stands behind the place. */
  static BoundSql behind(BoundSql sql, SortOrder order, Place place) {
    List<Term> terms = order.terms();
    sql.text("(");
    for (int i = 0; i < terms.size(); i++) {
      sql.text(i == 0 ? "(" : " OR (");
      for (int j = 0; j < i; j++) {
        equal(sql, terms.get(j), place.values().get(j));
        sql.text(" AND ");
      }
      later(sql, terms.get(i), place.values().get(i));
      sql.text(")");
    }
    return sql.text(")");
  }

  private static void equal(BoundSql sql, Term term, @Nullable Object value) {
    if (value == null) {
      sql.text(expression(term.field()) + " IS NULL");
    } else {
      sql.text(expression(term.field()) + " = ").value(value);
    }
  }

  private static void later(BoundSql sql, Term term, @Nullable Object value) {
    if (value == null) {
      sql.text("false");
      return;
    }
    String expression = expression(term.field());
    sql.text("(" + expression + (term.descending() ? " < " : " > "))
        .value(value)
        .text(" OR " + expression + " IS NULL)");
  }
}
