package com.campaignsync.local.bigquery.sql;

import com.campaignsync.local.bigquery.sql.Query.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FROM: tables, subqueries, UNNEST and joins. */
final class RelationParser {

  private final TokenCursor cursor;
  private final ExpressionParser expressions;
  private final QueryParser queries;

  RelationParser(TokenCursor cursor, ExpressionParser expressions, QueryParser queries) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.queries = queries;
  }

  /** Relations joined by commas or JOIN. */
  Relation relation() {
    Relation left = joined();
    while (cursor.peek().isSymbol(",")) {
      Position at = cursor.next().at();
      left = new Query.Join(left, "CROSS", joined(), null, List.of(), at);
    }
    return left;
  }

  private Relation joined() {
    Relation left = single();
    for (String kind = joinKind(); !kind.isEmpty(); kind = joinKind()) {
      left = join(left, kind);
    }
    return left;
  }

  private String joinKind() {
    if (cursor.accept("CROSS", "JOIN")) {
      return "CROSS";
    }
    if (cursor.accept("JOIN") || cursor.accept("INNER", "JOIN")) {
      return "INNER";
    }
    for (String kind : List.of("LEFT", "RIGHT", "FULL")) {
      if (cursor.accept(kind, "JOIN") || cursor.accept(kind, "OUTER", "JOIN")) {
        return kind;
      }
    }
    return "";
  }

  private Relation join(Relation left, String kind) {
    Position at = cursor.at();
    Relation right = single();
    if (kind.equals("CROSS")) {
      return new Query.Join(left, kind, right, null, List.of(), at);
    }
    if (cursor.accept("USING")) {
      return new Query.Join(left, kind, right, null, cursor.namesInParentheses(), at);
    }
    if (right instanceof Query.Unnest && !cursor.peek().isWord("ON")) {
      return new Query.Join(left, kind, right, new Expr.BoolLiteral(true, at), List.of(), at);
    }
    cursor.expect("ON");
    return new Query.Join(left, kind, right, expressions.expression(), List.of(), at);
  }

  private Relation single() {
    Position at = cursor.at();
    if (cursor.accept("UNNEST")) {
      return unnest(at);
    }
    if (!cursor.peek().isSymbol("(")) {
      return table();
    }
    boolean subquery = queries.startsHere();
    cursor.next();
    if (!subquery) {
      Relation inner = relation();
      cursor.expectSymbol(")");
      return inner;
    }
    Query query = queries.query();
    cursor.expectSymbol(")");
    return new Query.Subquery(query, alias(), at);
  }

  private Relation unnest(Position at) {
    cursor.expectSymbol("(");
    Expr array = expressions.expression();
    cursor.expectSymbol(")");
    @Nullable String alias = alias();
    @Nullable String offset = null;
    if (cursor.accept("WITH", "OFFSET")) {
      String named = alias();
      offset = named == null ? "offset" : named;
    }
    return new Query.Unnest(array, alias, offset, at);
  }

  /** A table by name; a call such as {@code read_csv('…')} is none. */
  Query.Table table() {
    Position at = cursor.at();
    List<String> path = tablePath();
    if (cursor.peek().isSymbol("(")) {
      throw SqlException.invalid("Table-valued function not found: " + String.join(".", path), at);
    }
    return new Query.Table(path, alias(), at);
  }

  /** Parts between dots; a backticked part may hold several. Dashes are allowed in a project. */
  List<String> tablePath() {
    List<String> path = new ArrayList<>();
    do {
      boolean quoted = cursor.peek().kind() == Token.Kind.QUOTED_NAME;
      StringBuilder part = new StringBuilder(cursor.name());
      while (!quoted && path.isEmpty() && dashedNext()) {
        part.append(cursor.next().text()).append(cursor.next().text());
      }
      path.addAll(quoted ? List.of(part.toString().split("\\.")) : List.of(part.toString()));
    } while (cursor.acceptSymbol("."));
    return path;
  }

  private boolean dashedNext() {
    Token after = cursor.peek(1);
    return cursor.peek().isSymbol("-")
        && (after.kind() == Token.Kind.WORD || after.kind() == Token.Kind.INTEGER);
  }

  /** {@code AS name}, a bare name, or null. */
  @Nullable String alias() {
    if (cursor.accept("AS")) {
      return cursor.name();
    }
    return TokenCursor.isName(cursor.peek()) ? cursor.name() : null;
  }
}
