package com.campaignsync.runtime.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads whole numbers of plain ASCII digits: no sign tricks, no other scripts' digits. */
final class WholeNumber {

  private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");

  private WholeNumber() {}

  static Optional<Long> parse(String text) {
    return DIGITS.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
