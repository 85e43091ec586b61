package com.campaignsync.runtime.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a caller's {@code Accept} header admits what we would send (RFC 9110 §12.5.1). */
final class Accept {

  private static final Pattern REFUSED = Pattern.compile(";\\s*q=0(\\.0{0,3})?\\s*(;|$)");

  private Accept() {}

  /** True if a range of the header fits JSON, or there is no header. */
  static boolean json(Optional<String> header) {
    if (header.isEmpty() || header.get().isBlank()) {
      return true;
    }
    for (String range : header.get().toLowerCase(Locale.ROOT).split(",", -1)) {
      String type = range.split(";", 2)[0].strip();
      boolean fits =
          type.equals("*/*") || type.equals("application/*") || type.equals("application/json");
      if (fits && !REFUSED.matcher(range).find()) {
        return true;
      }
    }
    return false;
  }
}
