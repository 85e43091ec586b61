package com.campaignsync.local.bigquery.sql;

import com.campaignsync.local.bigquery.sql.Expr.OrderItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A function's arguments, aggregate modifiers and OVER clause; also ORDER BY keys. */
final class CallParser {

  private static final Set<String> FRAME_WORDS =
      Set.of(
          "ROWS",
          "RANGE",
          "BETWEEN",
          "AND",
          "UNBOUNDED",
          "PRECEDING",
          "FOLLOWING",
          "CURRENT",
          "ROW");

  private final TokenCursor cursor;
  private final ExpressionParser expressions;

  CallParser(TokenCursor cursor, ExpressionParser expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  /** The call whose name was just taken; the cursor stands at its parenthesis. */
  Expr call(Token name) {
    cursor.expectSymbol("(");
    boolean star = cursor.peek().isSymbol("*") && cursor.peek(1).isSymbol(")");
    boolean distinct = false;
    List<Expr> arguments = new ArrayList<>();
    boolean ignoreNulls = false;
    List<OrderItem> orderBy = List.of();
    @Nullable Expr limit = null;
    if (star) {
      cursor.next();
    } else if (!cursor.peek().isSymbol(")")) {
      distinct = cursor.accept("DISTINCT");
      arguments = expressions.list();
      ignoreNulls = cursor.accept("IGNORE", "NULLS");
      orderBy = orderBy();
      limit = cursor.accept("LIMIT") ? expressions.expression() : null;
    }
    cursor.expectSymbol(")");
    return new Expr.Call(
        name.text().toUpperCase(Locale.ROOT),
        arguments,
        star,
        distinct,
        ignoreNulls,
        orderBy,
        limit,
        cursor.accept("OVER") ? window() : null,
        name.at());
  }

  private Expr.Window window() {
    cursor.expectSymbol("(");
    List<Expr> partitionBy = List.of();
    if (cursor.accept("PARTITION", "BY")) {
      partitionBy = expressions.list();
    }
    List<OrderItem> orderBy = orderBy();
    String frame = frame();
    cursor.expectSymbol(")");
    return new Expr.Window(partitionBy, orderBy, frame);
  }

  private String frame() {
    List<String> words = new ArrayList<>();
    while (!cursor.peek().isSymbol(")")) {
      Token token = cursor.next();
      String word = token.text().toUpperCase(Locale.ROOT);
      boolean known = token.kind() == Token.Kind.WORD && FRAME_WORDS.contains(word);
      if (!known && token.kind() != Token.Kind.INTEGER) {
        throw SqlException.invalid("Syntax error: Unexpected " + token.describe(), token.at());
      }
      words.add(word);
    }
    return String.join(" ", words);
  }

  /** ORDER BY and its keys, or no keys. */
  List<OrderItem> orderBy() {
    List<OrderItem> items = new ArrayList<>();
    if (cursor.accept("ORDER")) {
      cursor.expect("BY");
      do {
        items.add(orderItem());
      } while (cursor.acceptSymbol(","));
    }
    return items;
  }

  private OrderItem orderItem() {
    Expr expr = expressions.expression();
    boolean descending = cursor.accept("DESC");
    if (!descending) {
      cursor.accept("ASC");
    }
    @Nullable Boolean nullsFirst = null;
    if (cursor.accept("NULLS")) {
      nullsFirst = cursor.accept("FIRST");
      if (!nullsFirst && !cursor.accept("LAST")) {
        throw cursor.unexpected();
      }
    }
    return new OrderItem(expr, descending, nullsFirst);
  }
}
