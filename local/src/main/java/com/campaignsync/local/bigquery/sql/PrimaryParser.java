package com.campaignsync.local.bigquery.sql;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Literals, names, calls and everything else that stands between operators. */
final class PrimaryParser {

  private static final Set<String> TYPED_LITERALS =
      Set.of("DATE", "TIMESTAMP", "DATETIME", "NUMERIC", "DECIMAL", "JSON");
  private static final Set<String> RESERVED_CALLS = Set.of("IF", "LEFT", "RIGHT");

  private final TokenCursor cursor;
  private final ExpressionParser expressions;
  private final QueryParser queries;
  private final CallParser calls;

  PrimaryParser(TokenCursor cursor, ExpressionParser expressions, QueryParser queries) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.queries = queries;
    this.calls = new CallParser(cursor, expressions);
  }

  Expr primary() {
    Token token = cursor.peek();
    Position at = token.at();
    return switch (token.kind()) {
      case INTEGER -> literal(SqlType.INT64);
      case FLOAT -> literal(SqlType.FLOAT64);
      case STRING -> literal(SqlType.STRING);
      case BYTES -> literal(SqlType.BYTES);
      case NAMED_PARAMETER -> new Expr.Parameter(cursor.next().text(), at);
      case SYMBOL -> symbol();
      case QUOTED_NAME -> nameOrCall();
      case WORD -> word();
      case END -> throw cursor.unexpected();
    };
  }

  private Expr literal(SqlType type) {
    Token token = cursor.next();
    return new Expr.Literal(type, token.text(), token.at());
  }

  private Expr symbol() {
    Position at = cursor.at();
    if (cursor.acceptSymbol("?")) {
      return new Expr.Parameter(cursor.nextPositionalParameter(), at);
    }
    if (cursor.acceptSymbol("[")) {
      return array(at);
    }
    if (!cursor.acceptSymbol("(")) {
      throw cursor.unexpected();
    }
    Expr inner =
        queries.startsHere() ? new Expr.ScalarQuery(queries.query(), at) : expressions.expression();
    cursor.expectSymbol(")");
    return inner;
  }

  private Expr array(Position at) {
    List<Expr> items = new ArrayList<>();
    if (!cursor.peek().isSymbol("]")) {
      items = expressions.list();
    }
    cursor.expectSymbol("]");
    return new Expr.ArrayLiteral(items, at);
  }

  private Expr word() {
    Token token = cursor.peek();
    Position at = token.at();
    String word = token.text().toUpperCase(Locale.ROOT);
    boolean call = cursor.peek(1).isSymbol("(");
    if (TYPED_LITERALS.contains(word) && cursor.peek(1).kind() == Token.Kind.STRING) {
      cursor.next();
      SqlType type = SqlType.parse(word).orElseThrow();
      return new Expr.Literal(type, cursor.next().text(), at);
    }
    return switch (word) {
      case "NULL" -> constant(new Expr.NullLiteral(at));
      case "TRUE", "FALSE" -> constant(new Expr.BoolLiteral(word.equals("TRUE"), at));
      case "CASE" -> caseWhen();
      case "CAST" -> cast(false);
      case "SAFE_CAST" -> call ? cast(true) : nameOrCall();
      case "EXTRACT" -> extract();
      case "EXISTS" -> exists();
      case "INTERVAL" -> interval();
      case "ARRAY" -> arrayKeyword(at);
      case "STRUCT" -> struct(at);
      default -> nameOrCall();
    };
  }

  private Expr constant(Expr value) {
    cursor.next();
    return value;
  }

  private Expr arrayKeyword(Position at) {
    cursor.next();
    if (cursor.acceptSymbol("(")) {
      Query query = queries.query();
      cursor.expectSymbol(")");
      return new Expr.ArrayQuery(query, at);
    }
    if (cursor.peek().isSymbol("<")) {
      throw SqlException.invalid("ARRAY with a declared type is not supported locally", at);
    }
    cursor.expectSymbol("[");
    return array(at);
  }

  private Expr struct(Position at) {
    cursor.next();
    if (cursor.peek().isSymbol("<")) {
      throw SqlException.invalid("STRUCT with declared types is not supported locally", at);
    }
    cursor.expectSymbol("(");
    List<Expr.NamedExpr> parts = new ArrayList<>();
    do {
      Expr expr = expressions.expression();
      parts.add(new Expr.NamedExpr(expr, cursor.accept("AS") ? cursor.name() : null));
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return new Expr.StructLiteral(parts, at);
  }

  private Expr nameOrCall() {
    Token token = cursor.peek();
    boolean reservedCall =
        token.kind() == Token.Kind.WORD
            && RESERVED_CALLS.contains(token.text().toUpperCase(Locale.ROOT))
            && cursor.peek(1).isSymbol("(");
    if (!reservedCall && !TokenCursor.isName(token)) {
      throw cursor.unexpected();
    }
    cursor.next();
    if (cursor.peek().isSymbol("(")) {
      return calls.call(token);
    }
    List<String> path = new ArrayList<>(List.of(token.text()));
    while (cursor.acceptSymbol(".")) {
      path.add(cursor.peek().kind() == Token.Kind.WORD ? cursor.next().text() : cursor.name());
      if (cursor.peek().isSymbol("(")) {
        throw SqlException.notFoundFunction(
            String.join(".", path).toLowerCase(Locale.ROOT), token.at());
      }
    }
    return new Expr.Name(path, token.at());
  }

  private Expr caseWhen() {
    Position at = cursor.next().at();
    @Nullable Expr operand = cursor.peek().isWord("WHEN") ? null : expressions.expression();
    List<Expr.When> whens = new ArrayList<>();
    while (cursor.accept("WHEN")) {
      Expr condition = expressions.expression();
      cursor.expect("THEN");
      whens.add(new Expr.When(condition, expressions.expression()));
    }
    if (whens.isEmpty()) {
      throw cursor.unexpected("keyword WHEN");
    }
    @Nullable Expr otherwise = cursor.accept("ELSE") ? expressions.expression() : null;
    cursor.expect("END");
    return new Expr.Case(operand, whens, otherwise, at);
  }

  private Expr cast(boolean safe) {
    Position at = cursor.next().at();
    cursor.expectSymbol("(");
    Expr operand = expressions.expression();
    cursor.expect("AS");
    ValueType type = type();
    cursor.expectSymbol(")");
    return new Expr.Cast(operand, type, safe, at);
  }

  private ValueType type() {
    Token token = cursor.peek();
    if (cursor.accept("ARRAY")) {
      cursor.expectSymbol("<");
      ValueType element = type();
      cursor.expectSymbol(">");
      return element.asArray();
    }
    String name = cursor.name();
    return ValueType.of(
        SqlType.parse(name)
            .filter(type -> !name.equalsIgnoreCase("FLOAT")) // a name of the REST API alone
            .orElseThrow(() -> SqlException.invalid("Type not found: " + name, token.at())));
  }

  private Expr extract() {
    Position at = cursor.next().at();
    cursor.expectSymbol("(");
    String part = cursor.word();
    if (cursor.peek().isSymbol("(")) {
      throw SqlException.invalid(part + " with a weekday is not supported locally", at);
    }
    cursor.expect("FROM");
    Expr operand = expressions.expression();
    cursor.expectSymbol(")");
    return new Expr.Extract(part, operand, at);
  }

  private Expr exists() {
    Position at = cursor.next().at();
    cursor.expectSymbol("(");
    Query query = queries.query();
    cursor.expectSymbol(")");
    return new Expr.Exists(query, at);
  }

  private Expr interval() {
    Position at = cursor.next().at();
    Expr amount = expressions.expression();
    return new Expr.Interval(amount, cursor.word(), at);
  }
}
