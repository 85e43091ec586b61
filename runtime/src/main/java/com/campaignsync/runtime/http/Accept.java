package com.campaignsync.runtime.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which media type a caller's {@code Accept} header would have (RFC 9110 §12.5.1). */
final class Accept {

  private static final Pattern WEIGHT =
      Pattern.compile(";\\s*q\\s*=\\s*([01](?:\\.[0-9]{0,3})?)\\s*(?:;|$)");

  private Accept() {}

  /**
   * The type with the greatest weight, the first among equals; the first of all without a header.
   * Each type has the weight of the most specific range that it fits. Empty if none is wanted.
   *
   * @param produced what there is, the preferred one first
   */
  static Optional<String> choose(Optional<String> header, List<String> produced) {
    if (header.isEmpty() || header.get().isBlank()) {
      return produced.stream().findFirst();
    }
    String[] ranges = header.get().toLowerCase(Locale.ROOT).split(",", -1);
    Optional<String> best = Optional.empty();
    double greatest = 0;
    for (String type : produced) {
      double weight = weight(type, ranges);
      if (weight > greatest) {
        best = Optional.of(type);
        greatest = weight;
      }
    }
    return best;
  }

  private static double weight(String type, String[] ranges) {
    int closest = 0;
    double weight = 0;
    for (String range : ranges) {
      int closeness = closeness(type, range.split(";", 2)[0].strip());
      if (closeness > closest) {
        closest = closeness;
        weight = weight(range);
      }
    }
    return weight;
  }

  /** 0 if the type is not in the range, else the more the narrower the range. */
  private static int closeness(String type, String range) {
    if (range.equals(type)) {
      return 3;
    }
    if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
      return 2;
    }
    return range.equals("*/*") ? 1 : 0;
  }

  /** A weight that cannot be read counts as none given. */
  private static double weight(String range) {
    Matcher weight = WEIGHT.matcher(range);
    return weight.find() ? Math.min(1, Double.parseDouble(weight.group(1))) : 1;
  }
}
