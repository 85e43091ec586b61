package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.sql.Expr;
import java.util.List;
import java.util.Set;

/** Finds the column names inside an expression. */
final class Names {

  private Names() {}

  /**
   * Adds the names in {@code expr} to {@code found}.
   *
   * @return false if the expression holds a query or function that reads more than its names say
   */
  static boolean collect(Expr expr, Set<Expr.Name> found) {
    if (expr instanceof Expr.Name name) {
      found.add(name);
      return true;
    }
    if (expr instanceof Expr.Binary e) {
      return all(List.of(e.left(), e.right()), found);
    }
    if (expr instanceof Expr.Unary e) {
      return collect(e.operand(), found);
    }
    if (expr instanceof Expr.Is e) {
      return collect(e.operand(), found);
    }
    if (expr instanceof Expr.Between e) {
      return all(List.of(e.operand(), e.low(), e.high()), found);
    }
    if (expr instanceof Expr.InList e) {
      return collect(e.operand(), found) && all(e.items(), found);
    }
    if (expr instanceof Expr.InUnnest e) {
      return all(List.of(e.operand(), e.array()), found);
    }
    if (expr instanceof Expr.Cast e) {
      return collect(e.operand(), found);
    }
    if (expr instanceof Expr.Extract e) {
      return collect(e.operand(), found);
    }
    if (expr instanceof Expr.Interval e) {
      return collect(e.amount(), found);
    }
    if (expr instanceof Expr.ArrayLiteral e) {
      return all(e.items(), found);
    }
    if (expr instanceof Expr.Call e) {
      return !e.name().endsWith("_TRUNC")
          && !e.name().endsWith("_DIFF")
          && all(e.arguments(), found);
    }
    return expr instanceof Expr.Literal
        || expr instanceof Expr.Parameter
        || expr instanceof Expr.NullLiteral
        || expr instanceof Expr.BoolLiteral;
  }

  private static boolean all(List<Expr> exprs, Set<Expr.Name> found) {
    return exprs.stream().allMatch(e -> collect(e, found));
  }
}
