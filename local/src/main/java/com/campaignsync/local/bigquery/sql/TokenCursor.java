package com.campaignsync.local.bigquery.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Walks over a statement's tokens. */
final class TokenCursor {

  private final List<Token> tokens;
  private int index;
  private int positionalParameters;
  private int depth;

  /** Deepest nesting parsed: beyond it the parser's own stack would be at risk. */
  private static final int DEPTH_MAX = 200;

  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(index + ahead, tokens.size() - 1));
  }

  Position at() {
    return peek().at();
  }

  Token next() {
    Token token = peek();
    index++;
    return token;
  }

  String nextPositionalParameter() {
    return "#" + ++positionalParameters;
  }

  /** How many {@code ?} were taken so far. */
  int positionalParameters() {
    return positionalParameters;
  }

  void enter() {
    if (++depth > DEPTH_MAX) {
      throw SqlException.invalid("Query is too complex: nested too deeply", at());
    }
  }

  void leave() {
    depth--;
  }

  /** Takes the words if they come next, all of them or none. */
  boolean accept(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).isWord(words[i])) {
        return false;
      }
    }
    index += words.length;
    return true;
  }

  boolean acceptSymbol(String symbol) {
    if (!peek().isSymbol(symbol)) {
      return false;
    }
    index++;
    return true;
  }

  void expect(String word) {
    if (!accept(word)) {
      throw unexpected("keyword " + word);
    }
  }

  void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw unexpected("\"" + symbol + "\"");
    }
  }

  /** A name: a word that is not reserved, or anything in backticks. */
  String name() {
    if (!isName(peek())) {
      throw unexpected();
    }
    return next().text();
  }

  static boolean isName(Token token) {
    return token.kind() == Token.Kind.QUOTED_NAME
        || (token.kind() == Token.Kind.WORD && !Keywords.isReserved(token.text()));
  }

  /** Names in parentheses: {@code (a, b)}. */
  List<String> namesInParentheses() {
    List<String> names = new ArrayList<>();
    expectSymbol("(");
    do {
      names.add(name());
    } while (acceptSymbol(","));
    expectSymbol(")");
    return names;
  }

  /** A word in upper case, whatever it is. */
  String word() {
    if (peek().kind() != Token.Kind.WORD) {
      throw unexpected();
    }
    return next().text().toUpperCase(Locale.ROOT);
  }

  SqlException unexpected(String expected) {
    return SqlException.invalid(
        "Syntax error: Expected " + expected + " but got " + peek().describe(), at());
  }

  SqlException unexpected() {
    return SqlException.invalid("Syntax error: Unexpected " + peek().describe(), at());
  }
}
