package com.campaignsync.local.bigquery.sql;

import java.util.ArrayList;
import java.util.List;

/** Cuts a GoogleSQL statement into tokens; comments and white space fall away. */
public final class Tokenizer {

  /** Longest statement taken; BigQuery's own limit for an unresolved query is 1 MB. */
  public static final int CHARACTERS_MAX = 1_048_576;

  private static final List<String> LONG_SYMBOLS = List.of("<=", ">=", "<>", "!=", "||", "=>");
  private static final String SYMBOLS = "()[],.;+-*/<>=?&|^~";

  private final String text;
  private int index;
  private int line = 1;
  private int lineStart;

  private Tokenizer(String text) {
    this.text = text;
  }

  /**
   * @return the statement's tokens, the last of kind END
   * @throws SqlException for a character or literal GoogleSQL does not have
   */
  public static List<Token> tokenize(String text) {
    if (text.length() > CHARACTERS_MAX) {
      throw SqlException.invalid("Query text is longer than " + CHARACTERS_MAX + " characters.");
    }
    Tokenizer tokenizer = new Tokenizer(text);
    List<Token> tokens = new ArrayList<>();
    Token token;
    do {
      token = tokenizer.next();
      tokens.add(token);
    } while (token.kind() != Token.Kind.END);
    return tokens;
  }

  private Token next() {
    skipBlanks();
    Position at = position();
    if (index >= text.length()) {
      return new Token(Token.Kind.END, "", at);
    }
    char c = text.charAt(index);
    if (StringLiteral.startsAt(text, index)) {
      return literal(at);
    }
    if (Character.isLetter(c) || c == '_') {
      return new Token(Token.Kind.WORD, word(), at);
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      return number(at);
    }
    return switch (c) {
      case '`' -> new Token(Token.Kind.QUOTED_NAME, quotedName(at), at);
      case '@' -> parameter(at);
      default -> symbol(at);
    };
  }

  private Token literal(Position at) {
    StringLiteral literal = StringLiteral.read(text, index, at);
    for (int i = index; i < literal.end(); i++) {
      countLine(i);
    }
    index = literal.end();
    return new Token(literal.bytes() ? Token.Kind.BYTES : Token.Kind.STRING, literal.value(), at);
  }

  private Token parameter(Position at) {
    index++;
    char c = peek(0);
    if (!Character.isLetter(c) && c != '_') {
      throw SqlException.invalid("Syntax error: Unexpected \"@\"", at);
    }
    return new Token(Token.Kind.NAMED_PARAMETER, word(), at);
  }

  private Token symbol(Position at) {
    for (String symbol : LONG_SYMBOLS) {
      if (text.startsWith(symbol, index)) {
        index += symbol.length();
        return new Token(Token.Kind.SYMBOL, symbol.equals("<>") ? "!=" : symbol, at);
      }
    }
    char c = text.charAt(index);
    if (SYMBOLS.indexOf(c) < 0) {
      throw SqlException.invalid("Syntax error: Illegal input character \"" + c + "\"", at);
    }
    index++;
    return new Token(Token.Kind.SYMBOL, String.valueOf(c), at);
  }

  private String word() {
    int start = index;
    while (index < text.length() && isNamePart(text.charAt(index))) {
      index++;
    }
    return text.substring(start, index);
  }

  private String quotedName(Position at) {
    int end = text.indexOf('`', index + 1);
    if (end < 0 || text.substring(index, end).indexOf('\n') >= 0) {
      throw SqlException.invalid("Syntax error: Unclosed identifier literal", at);
    }
    String name = text.substring(index + 1, end);
    if (name.isEmpty()) {
      throw SqlException.invalid("Syntax error: Invalid empty identifier", at);
    }
    index = end + 1;
    return name;
  }

  private Token number(Position at) {
    int start = index;
    if (peek(0) == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
      index += 2;
      while (Character.digit(peek(0), 16) >= 0) {
        index++;
      }
      return finishNumber(Token.Kind.INTEGER, start, at);
    }
    digits();
    boolean fractional = false;
    if (peek(0) == '.') {
      fractional = true;
      index++;
      digits();
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      fractional = true;
      index += peek(1) == '+' || peek(1) == '-' ? 2 : 1;
      digits();
    }
    return finishNumber(fractional ? Token.Kind.FLOAT : Token.Kind.INTEGER, start, at);
  }

  private Token finishNumber(Token.Kind kind, int start, Position at) {
    String number = text.substring(start, index);
    boolean incomplete = "eExX+-".indexOf(number.charAt(number.length() - 1)) >= 0;
    boolean hexOfE = number.startsWith("0x") && number.length() > 2;
    if (isNamePart(peek(0)) || (incomplete && !hexOfE)) {
      throw SqlException.invalid("Syntax error: Missing whitespace between literal and alias", at);
    }
    return new Token(kind, number, at);
  }

  private void digits() {
    while (isDigit(peek(0))) {
      index++;
    }
  }

  private void skipBlanks() {
    while (index < text.length()) {
      char c = text.charAt(index);
      if (c == '#' || text.startsWith("--", index)) {
        skipTo(text.indexOf('\n', index));
      } else if (text.startsWith("/*", index)) {
        skipBlockComment();
      } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF') {
        skipTo(index + 1);
      } else {
        return;
      }
    }
  }

  private void skipBlockComment() {
    int end = text.indexOf("*/", index + 2);
    if (end < 0) {
      throw SqlException.invalid("Syntax error: Unclosed comment", position());
    }
    skipTo(end + 2);
  }

  private void skipTo(int end) {
    int target = end < 0 ? text.length() : end;
    while (index < target) {
      countLine(index++);
    }
  }

  private void countLine(int at) {
    if (text.charAt(at) == '\n') {
      line++;
      lineStart = at + 1;
    }
  }

  private Position position() {
    return new Position(line, index - lineStart + 1);
  }

  private char peek(int ahead) {
    return index + ahead < text.length() ? text.charAt(index + ahead) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
