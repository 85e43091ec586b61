package com.campaignsync.domain.metric;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * Days in an ad account's own calendar: {@code firstDay} inclusive, {@code endDay} exclusive.
 *
 * <p>Half-open, so that consecutive windows meet without a gap or an overlap.
 *
 * @param firstDay first day of the window
 * @param endDay first day <em>after</em> the window; later than {@code firstDay}
 */
public record DayWindow(LocalDate firstDay, LocalDate endDay) {

  /**
   * Most days in one window: a century. A longer one is a mistake in a date, and every loop over
   * days stays bounded.
   */
  public static final int DAYS_MAX = 36_525;

  /**
   * @throws IllegalArgumentException if the window is empty, reversed or longer than {@link
   *     #DAYS_MAX} days
   */
  public DayWindow {
    long days = ChronoUnit.DAYS.between(firstDay, endDay);
    if (days < 1 || days > DAYS_MAX) {
      throw new IllegalArgumentException(
          "window [%s, %s) has %d days, want 1 to %d".formatted(firstDay, endDay, days, DAYS_MAX));
    }
  }

  /** The window of {@code first} to {@code last}, both inclusive. */
  public static DayWindow inclusive(LocalDate first, LocalDate last) {
    return new DayWindow(first, last.plusDays(1));
  }

  /** The window's last day, inclusive. */
  public LocalDate lastDay() {
    return endDay.minusDays(1);
  }

  public long days() {
    return ChronoUnit.DAYS.between(firstDay, endDay);
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(firstDay) && day.isBefore(endDay);
  }

  /** Each day, in order. */
  public Stream<LocalDate> stream() {
    return firstDay.datesUntil(endDay);
  }

  /** Each month that the window touches, in order. */
  public Stream<YearMonth> months() {
    YearMonth first = YearMonth.from(firstDay);
    long count = ChronoUnit.MONTHS.between(first, YearMonth.from(lastDay())) + 1;
    return Stream.iterate(first, month -> month.plusMonths(1)).limit(count);
  }
}
