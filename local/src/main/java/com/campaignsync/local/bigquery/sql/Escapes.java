package com.campaignsync.local.bigquery.sql;

import java.nio.charset.StandardCharsets;

/** Backslash escapes of GoogleSQL's string literals. */
final class Escapes {

  private static final String NAMED = "abfnrtv\\?\"'`";
  private static final String MEANING = "\u0007\b\f\n\r\t\u000b\\?\"'`";

  private Escapes() {}

  /**
   * @param bytes whether the literal is BYTES: then every resulting char is one byte, and \\u is no
   *     escape
   */
  static String resolve(String body, boolean bytes, Position at) {
    StringBuilder out = new StringBuilder(body.length());
    int i = 0;
    while (i < body.length()) {
      int codePoint = body.codePointAt(i);
      if (codePoint != '\\') {
        append(out, codePoint, bytes);
        i += Character.charCount(codePoint);
      } else {
        i = escape(body, i + 1, bytes, at, out);
      }
    }
    return out.toString();
  }

  private static void append(StringBuilder out, int codePoint, boolean bytes) {
    String character = Character.toString(codePoint);
    out.append(
        bytes
            ? new String(character.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
            : character);
  }

  private static int escape(String body, int i, boolean bytes, Position at, StringBuilder out) {
    char kind = body.charAt(i);
    int named = NAMED.indexOf(kind);
    if (named >= 0) {
      out.append(MEANING.charAt(named));
      return i + 1;
    }
    return switch (kind) {
      case 'x', 'X' -> number(body, i + 1, 2, 16, at, out);
      case '0', '1', '2', '3' -> number(body, i, 3, 8, at, out);
      case 'u', 'U' -> {
        if (bytes) {
          throw bad("\\" + kind, at);
        }
        yield number(body, i + 1, kind == 'u' ? 4 : 8, 16, at, out);
      }
      default -> throw bad("\\" + kind, at);
    };
  }

  private static int number(
      String body, int from, int length, int radix, Position at, StringBuilder out) {
    int end = from + length;
    String digits = body.substring(from, Math.min(end, body.length()));
    if (digits.length() < length || !digits.chars().allMatch(c -> Character.digit(c, radix) >= 0)) {
      throw bad(digits, at);
    }
    int codePoint = Integer.parseUnsignedInt(digits, radix);
    if (!Character.isValidCodePoint(codePoint) || (codePoint >= 0xD800 && codePoint <= 0xDFFF)) {
      throw bad(digits, at);
    }
    out.appendCodePoint(codePoint);
    return end;
  }

  private static SqlException bad(String escape, Position at) {
    return SqlException.invalid("Syntax error: Illegal escape sequence: " + escape, at);
  }
}
