package com.campaignsync.runtime.jwt;

import com.campaignsync.runtime.jwt.TokenRefused.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A verified token's claims; one of another kind than RFC 7519 §4.1 says is refused when asked for.
 *
 * @param byName as they were read
 */
record Claims(Map<String, @Nullable Object> byName) {

  /** The year 9999: further off, a time is a mistake, and arithmetic with it may overflow. */
  private static final BigDecimal SECONDS_MAX = new BigDecimal("253402300799");

  /** Text as it stands; empty where there is none. */
  Optional<String> text(String name) {
    Object value = byName.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw unusable(name, "text");
  }

  /** One text, or a list of them; none where there is none. */
  List<String> texts(String name) {
    if (!(byName.get(name) instanceof List<?> values)) {
      return text(name).stream().toList();
    }
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      if (!(value instanceof String text)) {
        throw unusable(name, "text");
      }
      texts.add(text);
    }
    return texts;
  }

  /** A NumericDate: seconds since 1970 in UTC, fractions of which are left out. */
  Optional<Instant> instant(String name) {
    Object value = byName.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof BigDecimal seconds && seconds.abs().compareTo(SECONDS_MAX) <= 0) {
      return Optional.of(Instant.ofEpochSecond(seconds.longValue()));
    }
    throw unusable(name, "a time in seconds since 1970");
  }

  private static TokenRefused unusable(String name, String expected) {
    return new TokenRefused(
        Reason.TOKEN_INVALID, "the claim " + name + " is not usable: it must be " + expected);
  }
}
