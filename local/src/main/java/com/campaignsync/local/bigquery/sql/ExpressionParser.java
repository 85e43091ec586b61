package com.campaignsync.local.bigquery.sql;

import com.campaignsync.local.bigquery.schema.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Operators by precedence; what stands between them is {@link PrimaryParser}'s. */
final class ExpressionParser {

  private static final Set<String> COMPARISONS = Set.of("=", "!=", "<", "<=", ">", ">=");

  private static final Set<String> ELEMENTS =
      Set.of("OFFSET", "ORDINAL", "SAFE_OFFSET", "SAFE_ORDINAL");

  private final TokenCursor cursor;
  private final PrimaryParser primary;
  private final QueryParser queries;

  ExpressionParser(TokenCursor cursor, QueryParser queries) {
    this.cursor = cursor;
    this.queries = queries;
    this.primary = new PrimaryParser(cursor, this, queries);
  }

  Expr expression() {
    cursor.enter();
    Expr left = and();
    while (cursor.accept("OR")) {
      left = new Expr.Binary("OR", left, and(), left.at());
    }
    cursor.leave();
    return left;
  }

  private Expr and() {
    Expr left = not();
    while (cursor.accept("AND")) {
      left = new Expr.Binary("AND", left, not(), left.at());
    }
    return left;
  }

  private Expr not() {
    Position at = cursor.at();
    if (!cursor.accept("NOT")) {
      return comparison();
    }
    cursor.enter();
    Expr operand = not();
    cursor.leave();
    return new Expr.Unary("NOT", operand, at);
  }

  private Expr comparison() {
    Expr left = additive();
    Token next = cursor.peek();
    if (next.kind() == Token.Kind.SYMBOL && COMPARISONS.contains(next.text())) {
      cursor.next();
      return new Expr.Binary(next.text(), left, additive(), left.at());
    }
    if (cursor.accept("IS")) {
      return is(left);
    }
    boolean negated = cursor.peek().isWord("NOT") && isNegatable(cursor.peek(1));
    if (negated) {
      cursor.next();
    }
    return postfixComparison(left, negated);
  }

  private static boolean isNegatable(Token token) {
    return token.isWord("IN") || token.isWord("BETWEEN") || token.isWord("LIKE");
  }

  private Expr postfixComparison(Expr left, boolean negated) {
    if (cursor.accept("BETWEEN")) {
      Expr low = additive();
      cursor.expect("AND");
      return new Expr.Between(left, low, additive(), negated, left.at());
    }
    if (cursor.accept("LIKE")) {
      Expr like = new Expr.Binary("LIKE", left, additive(), left.at());
      return negated ? new Expr.Unary("NOT", like, left.at()) : like;
    }
    return cursor.accept("IN") ? in(left, negated) : left;
  }

  private Expr is(Expr operand) {
    boolean negated = cursor.accept("NOT");
    if (cursor.accept("DISTINCT", "FROM")) {
      String operator = negated ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM";
      return new Expr.Binary(operator, operand, additive(), operand.at());
    }
    String what = cursor.word();
    if (!Set.of("NULL", "TRUE", "FALSE").contains(what)) {
      throw SqlException.invalid("Syntax error: Unexpected keyword " + what, operand.at());
    }
    return new Expr.Is(operand, what, negated, operand.at());
  }

  private Expr in(Expr operand, boolean negated) {
    if (cursor.accept("UNNEST")) {
      cursor.expectSymbol("(");
      Expr array = expression();
      cursor.expectSymbol(")");
      return new Expr.InUnnest(operand, array, negated, operand.at());
    }
    cursor.expectSymbol("(");
    Expr result =
        queries.startsHere()
            ? new Expr.InQuery(operand, queries.query(), negated, operand.at())
            : new Expr.InList(operand, list(), negated, operand.at());
    cursor.expectSymbol(")");
    return result;
  }

  /** One or more expressions separated by commas. */
  List<Expr> list() {
    List<Expr> items = new ArrayList<>();
    do {
      items.add(expression());
    } while (cursor.acceptSymbol(","));
    return items;
  }

  private Expr additive() {
    Expr left = multiplicative();
    while (isAnySymbol("+", "-")) {
      String operator = cursor.next().text();
      left = new Expr.Binary(operator, left, multiplicative(), left.at());
    }
    return left;
  }

  private Expr multiplicative() {
    Expr left = unary();
    while (isAnySymbol("*", "/", "||")) {
      String operator = cursor.next().text();
      left = new Expr.Binary(operator, left, unary(), left.at());
    }
    return left;
  }

  private Expr unary() {
    if (!isAnySymbol("-", "+")) {
      return postfix(primary.primary());
    }
    Token sign = cursor.next();
    Token number = cursor.peek();
    if (number.kind() == Token.Kind.INTEGER) {
      cursor.next();
      String text = sign.text().equals("-") ? "-" + number.text() : number.text();
      return new Expr.Literal(SqlType.INT64, text, sign.at());
    }
    cursor.enter();
    Expr operand = unary();
    cursor.leave();
    return new Expr.Unary(sign.text(), operand, sign.at());
  }

  private Expr postfix(Expr operand) {
    Expr expr = operand;
    while (isAnySymbol("[", ".")) {
      Position at = cursor.next().at();
      if (cursor.peek(-1).isSymbol(".")) {
        expr = new Expr.Field(expr, cursor.name(), at);
        continue;
      }
      boolean word = cursor.peek().kind() == Token.Kind.WORD;
      String mode = word ? cursor.word() : "";
      if (!ELEMENTS.contains(mode)) {
        throw SqlException.invalid("Array elements are reached by [OFFSET(n)] and its like", at);
      }
      cursor.expectSymbol("(");
      expr = new Expr.Element(expr, mode, expression(), at);
      cursor.expectSymbol(")");
      cursor.expectSymbol("]");
    }
    return expr;
  }

  private boolean isAnySymbol(String... symbols) {
    for (String symbol : symbols) {
      if (cursor.peek().isSymbol(symbol)) {
        return true;
      }
    }
    return false;
  }
}
