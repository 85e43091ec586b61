package com.campaignsync.adapters.postgres.sync;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of COPY, as section "File Formats" of the manual's page on COPY has it:
 * tabs between columns, a newline after each row, {@code \N} for null, and backslash, tab, newline
 * and carriage return escaped.
 */
final class CopyText {

  private byte[] bytes;
  private int length;
  private boolean rowStarted;

  CopyText(int capacity) {
    bytes = new byte[capacity];
  }

  CopyText text(@Nullable String value) {
    startColumn();
    return value == null ? nothing() : escaped(value);
  }

  /** A text of ASCII characters of which none wants escaping. */
  CopyText ascii(String value) {
    startColumn();
    return bare(value);
  }

  CopyText number(@Nullable Long value) {
    startColumn();
    return value == null ? nothing() : bare(Long.toString(value));
  }

  /** Written out in full: the exponent of {@code 1E+3} would be read, but nobody could grep it. */
  CopyText number(@Nullable BigDecimal value) {
    startColumn();
    return value == null ? nothing() : bare(value.toPlainString());
  }

  void endRow() {
    room(1);
    bytes[length++] = '\n';
    rowStarted = false;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void startColumn() {
    room(1);
    if (rowStarted) {
      bytes[length++] = '\t';
    }
    rowStarted = true;
  }

  private CopyText nothing() {
    room(2);
    bytes[length++] = '\\';
    bytes[length++] = 'N';
    return this;
  }

  private CopyText bare(String value) {
    for (int i = room(value.length()); i < value.length(); i++) {
      bytes[length++] = (byte) value.charAt(i);
    }
    return this;
  }

  /** UTF-8 keeps bytes below 128 for themselves, so escaping works on the encoded text. */
  private CopyText escaped(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    room(2 * encoded.length);
    for (byte next : encoded) {
      byte escape = escapeOf(next);
      if (escape != 0) {
        bytes[length++] = '\\';
      }
      bytes[length++] = escape == 0 ? next : escape;
    }
    return this;
  }

  private static byte escapeOf(byte next) {
    return (byte)
        switch (next) {
          case '\\' -> '\\';
          case '\t' -> 't';
          case '\n' -> 'n';
          case '\r' -> 'r';
          default -> 0;
        };
  }

  /** Makes room; returns 0, where a loop over what is written starts. */
  private int room(int wanted) {
    if (length + wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + wanted));
    }
    return 0;
  }
}
