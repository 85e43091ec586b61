package com.campaignsync.local.bigquery.dialect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query gave.
 *
 * @param names of the columns; the REST API gives {@code f0_} to one without a name
 * @param types REST names of the columns' types, for example INTEGER, {@code ARRAY<DATE>} or {@code
 *     RECORD<k INTEGER, v STRING>}
 * @param rows cells as text: {@link #NULL}, decimals without trailing zeros, floats as Java has
 *     them, timestamps as microseconds, arrays in brackets, structs in braces
 */
record Answer(List<String> names, List<String> types, List<List<String>> rows) {

  /** Not a text that a generated row holds. */
  static final String NULL = "<null>";

  /** Floats are summed in any order: two right sums may differ by this part of themselves. */
  private static final double SUM_TOLERANCE = 1e-9;

  static String decimal(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** A text as a part of an array or struct: what it holds cannot be taken for the next part. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** What is different, or null. Rows in any order are compared sorted. */
  @Nullable String difference(Answer other, boolean ordered, boolean floatSums) {
    if (!names.equals(other.names)) {
      return "names " + names + " and " + other.names;
    }
    if (!types.equals(other.types)) {
      return "types " + types + " and " + other.types;
    }
    if (rows.size() != other.rows.size()) {
      return rows.size() + " rows and " + other.rows.size();
    }
    List<List<String>> ours = ordered ? rows : sorted(rows);
    List<List<String>> theirs = ordered ? other.rows : sorted(other.rows);
    for (int i = 0; i < ours.size(); i++) {
      for (int c = 0; c < types.size(); c++) {
        if (!same(types.get(c), ours.get(i).get(c), theirs.get(i).get(c), floatSums)) {
          return "row " + i + " column " + (c + 1) + ": " + ours.get(i) + " and " + theirs.get(i);
        }
      }
    }
    return null;
  }

  private static boolean same(String type, String left, String right, boolean floatSums) {
    if (left.equals(right)) {
      return true;
    }
    if (!type.equals("FLOAT") || left.equals(NULL) || right.equals(NULL)) {
      return false;
    }
    double a = Double.parseDouble(left);
    double b = Double.parseDouble(right);
    return a == b || (floatSums && Math.abs(a - b) <= SUM_TOLERANCE * Math.max(1, Math.abs(a)));
  }

  private static List<List<String>> sorted(List<List<String>> rows) {
    List<List<String>> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(row -> String.join("\u0000", row)));
    return sorted;
  }
}
