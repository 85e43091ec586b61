package com.campaignsync.local.bigquery.sql;

import com.campaignsync.local.bigquery.sql.Query.Body;
import com.campaignsync.local.bigquery.sql.Query.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WITH, SELECT, set operations, ORDER BY and LIMIT. */
final class QueryParser {

  private final TokenCursor cursor;
  private final ExpressionParser expressions;
  private final RelationParser relations;
  private final CallParser orderings;

  QueryParser(TokenCursor cursor) {
    this.cursor = cursor;
    this.expressions = new ExpressionParser(cursor, this);
    this.relations = new RelationParser(cursor, expressions, this);
    this.orderings = new CallParser(cursor, expressions);
  }

  ExpressionParser expressions() {
    return expressions;
  }

  RelationParser relations() {
    return relations;
  }

  /** Whether a query begins here, behind any number of opening parentheses. */
  boolean startsHere() {
    int ahead = 0;
    while (cursor.peek(ahead).isSymbol("(")) {
      ahead++;
    }
    return cursor.peek(ahead).isWord("SELECT") || cursor.peek(ahead).isWord("WITH");
  }

  Query query() {
    cursor.enter();
    Position at = cursor.at();
    List<Query.Cte> with = with();
    Body body = setOperations();
    List<Expr.OrderItem> orderBy = orderings.orderBy();
    @Nullable Expr limit = cursor.accept("LIMIT") ? expressions.expression() : null;
    @Nullable Expr offset =
        limit != null && cursor.accept("OFFSET") ? expressions.expression() : null;
    cursor.leave();
    return new Query(with, body, orderBy, limit, offset, at);
  }

  private List<Query.Cte> with() {
    List<Query.Cte> ctes = new ArrayList<>();
    if (!cursor.accept("WITH")) {
      return ctes;
    }
    do {
      String name = cursor.name();
      cursor.expect("AS");
      cursor.expectSymbol("(");
      ctes.add(new Query.Cte(name, query()));
      cursor.expectSymbol(")");
    } while (cursor.acceptSymbol(","));
    return ctes;
  }

  private Body setOperations() {
    Position at = cursor.at();
    Body left = operand();
    @Nullable String first = null;
    for (String operator = setOperator(); !operator.isEmpty(); operator = setOperator()) {
      if (first != null && !first.equals(operator)) {
        throw SqlException.invalid(
            "Syntax error: Different set operations cannot be used in the same query without using"
                + " parentheses for grouping",
            at);
      }
      first = operator;
      left = new Query.SetOperation(left, operator, operand(), at);
    }
    return left;
  }

  private String setOperator() {
    for (String operator :
        List.of("UNION ALL", "UNION DISTINCT", "INTERSECT DISTINCT", "EXCEPT DISTINCT")) {
      if (cursor.accept(operator.split(" "))) {
        return operator;
      }
    }
    if (cursor.peek().isWord("UNION")) {
      cursor.next();
      throw cursor.unexpected("keyword ALL or keyword DISTINCT");
    }
    return "";
  }

  private Body operand() {
    if (!cursor.acceptSymbol("(")) {
      return select();
    }
    Query nested = query();
    cursor.expectSymbol(")");
    return new Query.Nested(nested);
  }

  private Query.Select select() {
    Position at = cursor.at();
    cursor.expect("SELECT");
    boolean distinct = cursor.accept("DISTINCT");
    if (!distinct) {
      cursor.accept("ALL");
    }
    if (cursor.peek().isWord("AS")) {
      throw SqlException.invalid("SELECT AS is not supported locally", cursor.at());
    }
    List<Item> items = items();
    Query.@Nullable Relation from = cursor.accept("FROM") ? relations.relation() : null;
    @Nullable Expr where = cursor.accept("WHERE") ? expressions.expression() : null;
    List<Expr> groupBy = cursor.accept("GROUP", "BY") ? expressions.list() : List.of();
    @Nullable Expr having = cursor.accept("HAVING") ? expressions.expression() : null;
    @Nullable Expr qualify = cursor.accept("QUALIFY") ? expressions.expression() : null;
    return new Query.Select(distinct, items, from, where, groupBy, having, qualify, at);
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    do {
      if (!items.isEmpty() && cursor.peek().isWord("FROM")) {
        break; // GoogleSQL allows one comma after the last item.
      }
      items.add(item());
    } while (cursor.acceptSymbol(","));
    return items;
  }

  private Item item() {
    Position at = cursor.at();
    if (cursor.acceptSymbol("*")) {
      return new Query.Star(null, except(), at);
    }
    if (TokenCursor.isName(cursor.peek())
        && cursor.peek(1).isSymbol(".")
        && cursor.peek(2).isSymbol("*")) {
      String source = cursor.name();
      cursor.next();
      cursor.next();
      return new Query.Star(source, except(), at);
    }
    Expr expr = expressions.expression();
    return new Query.Value(expr, relations.alias());
  }

  private List<String> except() {
    return cursor.accept("EXCEPT") ? cursor.namesInParentheses() : List.of();
  }
}
