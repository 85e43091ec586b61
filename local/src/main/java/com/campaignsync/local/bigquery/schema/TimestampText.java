package com.campaignsync.local.bigquery.schema;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dates and timestamps as GoogleSQL's literals and parameters spell them. */
public final class TimestampText {

  private static final Pattern DATE = Pattern.compile("(\\d{1,4})-(\\d{1,2})-(\\d{1,2})");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{1,4}-\\d{1,2}-\\d{1,2})(?:[Tt ](\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?)?"
              + "\\s*([Zz]|[+-]\\d{1,2}(?::?\\d{2})?|[A-Za-z][A-Za-z0-9_/+-]*)?");

  /** 0001-01-01 00:00:00 UTC. */
  private static final long MICROS_MIN = -62_135_596_800_000_000L;

  /** 9999-12-31 23:59:59.999999 UTC. */
  private static final long MICROS_MAX = 253_402_300_799_999_999L;

  private TimestampText() {}

  /**
   * @throws IllegalArgumentException if it is no date
   */
  public static LocalDate date(String text) {
    Matcher m = DATE.matcher(text.strip());
    if (!m.matches()) {
      throw invalid("date", text, null);
    }
    if (Integer.parseInt(m.group(1)) < 1) {
      throw invalid("date", text, null);
    }
    try {
      return LocalDate.of(
          Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
    } catch (DateTimeException e) {
      throw invalid("date", text, e);
    }
  }

  /**
   * Microseconds since 1970 UTC; a text without zone is UTC; digits beyond the sixth are cut.
   *
   * @throws IllegalArgumentException if it is no timestamp
   */
  public static long micros(String text) {
    Matcher m = TIMESTAMP.matcher(text.strip());
    if (!m.matches()) {
      throw invalid("timestamp", text, null);
    }
    try {
      LocalDateTime time = LocalDateTime.of(date(m.group(1)), time(m));
      ZoneId zone = m.group(6) == null ? ZoneOffset.UTC : zone(m.group(6));
      var instant = time.atZone(zone).toInstant();
      long micros =
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), 1_000_000), instant.getNano() / 1_000);
      return requireInRange(micros, text);
    } catch (DateTimeException e) {
      throw invalid("timestamp", text, e);
    }
  }

  /**
   * @throws IllegalArgumentException outside the years 1 to 9999, which an offset from UTC may
   *     reach
   */
  public static long requireInRange(long micros, String text) {
    if (micros < MICROS_MIN || micros > MICROS_MAX) {
      throw invalid("timestamp", text, null);
    }
    return micros;
  }

  private static LocalTime time(Matcher m) {
    if (m.group(2) == null) {
      return LocalTime.MIDNIGHT;
    }
    String fraction = m.group(5) == null ? "" : m.group(5);
    return LocalTime.of(
        Integer.parseInt(m.group(2)),
        Integer.parseInt(m.group(3)),
        m.group(4) == null ? 0 : Integer.parseInt(m.group(4)),
        Integer.parseInt((fraction + "000000000").substring(0, 9)));
  }

  private static ZoneId zone(String text) {
    String sign = text.substring(0, 1);
    if (!sign.equals("+") && !sign.equals("-")) {
      return ZoneId.of(text.equalsIgnoreCase("Z") ? "Z" : text);
    }
    String digits = text.substring(1).replace(":", "");
    int hours =
        Integer.parseInt(digits.length() > 2 ? digits.substring(0, digits.length() - 2) : digits);
    int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(digits.length() - 2)) : 0;
    int seconds = (hours * 60 + minutes) * 60;
    return ZoneOffset.ofTotalSeconds(sign.equals("-") ? -seconds : seconds);
  }

  private static IllegalArgumentException invalid(
      String kind, String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException("Invalid " + kind + ": '" + text + "'", cause);
  }
}
