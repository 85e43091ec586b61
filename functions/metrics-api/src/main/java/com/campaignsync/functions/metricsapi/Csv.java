package com.campaignsync.functions.metricsapi;

import java.math.BigDecimal;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Records of comma-separated values as RFC 4180 has them. Unknown is an empty field; an empty text
 * is a quoted one.
 *
 * <p>A text that a spreadsheet would take for a formula, because it begins with {@code = + - @},
 * one of these in full width, a tab or a line break, gets an apostrophe before it: names come from
 * ad platforms, where strangers may have written them. Numbers are left as they are.
 */
final class Csv {

  static final String MEDIA_TYPE = "text/csv";

  /** With the parameters of RFC 4180 §3. */
  static final String CONTENT_TYPE = "text/csv; charset=utf-8; header=present";

  private static final String FORMULA_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n";

  private Csv() {}

  /** One line, its end included; values are texts, numbers or null. */
  static String line(Iterable<? extends @Nullable Object> values) {
    StringBuilder line = new StringBuilder();
    for (Iterator<? extends @Nullable Object> all = values.iterator(); all.hasNext(); ) {
      line.append(field(all.next())).append(all.hasNext() ? "," : "\r\n");
    }
    return line.toString();
  }

  private static String field(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof String text ? quoted(harmless(text)) : "";
  }

  private static String harmless(String text) {
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
