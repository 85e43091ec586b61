package com.campaignsync.domain.query;

import com.campaignsync.domain.metric.DayWindow;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/**
 * How long the periods are that a grouping by date tells apart.
 *
 * <p>A window need not begin or end with a period: the first and the last then hold only those of
 * their days that lie in the window, and the first begins before the window does.
 */
public enum Granularity {
  /** Single days. */
  DAY,
  /** Weeks of ISO 8601, from Monday to Sunday. */
  WEEK,
  /** Months of the calendar. */
  MONTH;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name used in the API, which Postgres' {@code date_trunc} knows too. */
  public String wireName() {
    return wireName;
  }

  /** The granularity of that name; empty if there is none. */
  public static Optional<Granularity> of(String name) {
    for (Granularity one : values()) {
      if (one.wireName().equals(name)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** The first day of the period that holds the day. */
  public LocalDate periodStart(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  /** How many periods a window touches. */
  public long periods(DayWindow window) {
    LocalDate first = periodStart(window.firstDay());
    LocalDate last = periodStart(window.lastDay());
    return 1
        + switch (this) {
          case DAY -> ChronoUnit.DAYS.between(first, last);
          case WEEK -> ChronoUnit.WEEKS.between(first, last);
          case MONTH -> ChronoUnit.MONTHS.between(first, last);
        };
  }
}
