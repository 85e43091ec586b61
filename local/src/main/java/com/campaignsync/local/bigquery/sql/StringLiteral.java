package com.campaignsync.local.bigquery.sql;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A string or bytes literal: {@code '…' "…" '''…''' """…"""}, each with the prefixes r, b, rb, br.
 *
 * @param value the characters meant; hex digits for bytes
 * @param end index after the literal
 */
record StringLiteral(String value, boolean bytes, int end) {

  /** Whether a literal, with its prefix, begins at {@code index}. */
  static boolean startsAt(String text, int index) {
    int quote = index + prefixLength(text, index);
    return quote < text.length() && isQuote(text.charAt(quote));
  }

  /** Reads the literal that begins at {@code index}. */
  static StringLiteral read(String text, int index, Position at) {
    int prefix = prefixLength(text, index);
    String flags = text.substring(index, index + prefix).toLowerCase(Locale.ROOT);
    int start = index + prefix;
    String one = text.substring(start, start + 1);
    String quote = text.startsWith(one.repeat(3), start) ? one.repeat(3) : one;
    int end = closing(text, start + quote.length(), quote, at);
    String body = text.substring(start + quote.length(), end).replace("\r\n", "\n");
    boolean bytes = flags.contains("b");
    String value = flags.contains("r") ? body : Escapes.resolve(body, bytes, at);
    return new StringLiteral(bytes ? hex(value, flags) : value, bytes, end + quote.length());
  }

  private static int closing(String text, int from, String quote, Position at) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (text.startsWith(quote, i)) {
        return i;
      } else if (c == '\n' && quote.length() == 1) {
        break;
      }
    }
    throw SqlException.invalid("Syntax error: Unclosed string literal", at);
  }

  /** Escaped bytes literals hold one char per byte already; raw ones are text in UTF-8. */
  private static String hex(String value, String flags) {
    return HexFormat.of()
        .formatHex(
            value.getBytes(
                flags.contains("r") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
  }

  private static int prefixLength(String text, int index) {
    int length = 0;
    while (length < 2
        && index + length < text.length()
        && "rRbB".indexOf(text.charAt(index + length)) >= 0) {
      length++;
    }
    return length;
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }
}
