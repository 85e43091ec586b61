package com.campaignsync.local.bigquery.analysis;

import java.util.Collection;
import java.util.Locale;

/** "Did you mean": the known name closest to a misspelt one. */
final class Suggestions {

  private Suggestions() {}

  /** {@code "; Did you mean x?"}, or nothing if no name is close: a fifth of its letters differ. */
  static String of(String wrong, Collection<String> known) {
    String best = "";
    int least = Math.max(1, wrong.length() / 5) + 1;
    for (String name : known) {
      int distance = distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best.isEmpty() ? "" : "; Did you mean " + best + "?";
  }

  /** Levenshtein's distance: letters put in, left out or changed. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
