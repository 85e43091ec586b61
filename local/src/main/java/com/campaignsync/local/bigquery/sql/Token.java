package com.campaignsync.local.bigquery.sql;

import java.util.Locale;

/**
 * One token of a statement.
 *
 * @param text what it means: a name without backticks, a string's value with escapes resolved (hex
 *     digits for bytes), a parameter's name, a symbol's characters
 */
public record Token(Kind kind, String text, Position at) {

  /** What a token is. */
  public enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    BYTES,
    INTEGER,
    FLOAT,
    NAMED_PARAMETER,
    SYMBOL,
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** How BigQuery's syntax errors call it. */
  String describe() {
    return switch (kind) {
      case END -> "end of script";
      case WORD ->
          Keywords.isReserved(text)
              ? "keyword " + text.toUpperCase(Locale.ROOT)
              : "identifier \"" + text + "\"";
      case QUOTED_NAME -> "identifier `" + text + "`";
      case STRING -> "string literal '" + text + "'";
      case BYTES -> "bytes literal";
      case INTEGER -> "integer literal \"" + text + "\"";
      case FLOAT -> "floating point literal \"" + text + "\"";
      case NAMED_PARAMETER -> "\"@\"";
      case SYMBOL -> "\"" + text + "\"";
    };
  }
}
