package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.runtime.http.Problem;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The days a caller named, both inclusive, before it is known which day is today.
 *
 * @param start first day, if named
 * @param end last day, if named
 */
record DateRange(Optional<LocalDate> start, Optional<LocalDate> end) {

  /** Two years and a leap day: what a year-over-year comparison needs. */
  static final int DAYS_MAX = 731;

  static DateRange parse(Optional<String> start, Optional<String> end) {
    return new DateRange(
        start.map(text -> Input.date("start_date", text)),
        end.map(text -> Input.date("end_date", text)));
  }

  boolean isEmpty() {
    return start.isEmpty() && end.isEmpty();
  }

  /**
   * The window of days, from {@code defaultDays} before today to today where nothing is named.
   *
   * @throws Problem 400 DATE_RANGE_REVERSED or DATE_SPAN_TOO_LONG
   */
  DayWindow window(LocalDate today, int defaultDays) {
    return window(today, defaultDays, DAYS_MAX);
  }

  /** {@link #window(LocalDate, int)} of at most {@code daysMax} days. */
  DayWindow window(LocalDate today, int defaultDays, int daysMax) {
    LocalDate first = start.orElse(today.minusDays(defaultDays));
    LocalDate last = end.orElse(today);
    if (last.isBefore(first)) {
      throw reversed(first, last);
    }
    return window(first, last, daysMax);
  }

  /** Says of which day the caller said nothing. */
  private Problem reversed(LocalDate first, LocalDate last) {
    if (end.isEmpty()) {
      return reversed("start_date %s is after today (%s)".formatted(first, last));
    }
    return start.isEmpty()
        ? reversed(
            "end_date %s is before %s, where days begin without a start_date"
                .formatted(last, first))
        : reversed("end_date %s is before start_date %s".formatted(last, first));
  }

  private static Problem reversed(String detail) {
    return Problem.badRequest("DATE_RANGE_REVERSED", detail);
  }

  /**
   * The days from {@code first} to {@code last}, both inclusive.
   *
   * @throws Problem 400 DATE_RANGE_REVERSED or DATE_SPAN_TOO_LONG
   */
  static DayWindow window(LocalDate first, LocalDate last) {
    return window(first, last, DAYS_MAX);
  }

  private static DayWindow window(LocalDate first, LocalDate last, int daysMax) {
    if (last.isBefore(first)) {
      throw reversed("end_date %s is before start_date %s".formatted(last, first));
    }
    long days = ChronoUnit.DAYS.between(first, last) + 1;
    if (days > daysMax) {
      throw Problem.badRequest(
          "DATE_SPAN_TOO_LONG",
          "%d days asked, at most %d allowed; ask for them in parts".formatted(days, daysMax));
    }
    return DayWindow.inclusive(first, last);
  }
}
