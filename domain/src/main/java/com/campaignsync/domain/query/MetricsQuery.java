package com.campaignsync.domain.query;

import com.campaignsync.domain.metric.DayWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Which rows of a tenant are summed, and how.
 *
 * @param window the days
 * @param filter which rows of those days
 * @param shape what the answer's rows look like
 * @param asOf with the values that were stored then; with those of now where empty
 * @param after answer the rows behind this place of the shape's order; from the start where empty
 * @param pageSize most rows of the answer, at least 1
 * @param lastFilled day after which no row of zeros is made, inclusive; the window's last where
 *     empty
 */
public record MetricsQuery(
    DayWindow window,
    MetricsFilter filter,
    MetricsShape shape,
    Optional<Instant> asOf,
    Optional<Place> after,
    int pageSize,
    Optional<LocalDate> lastFilled) {

  /**
   * @throws IllegalArgumentException if the page has no room, or {@code after} is no place of the
   *     order: both are mistakes of the caller's code
   */
  public MetricsQuery {
    if (pageSize < 1) {
      throw new IllegalArgumentException("a page has at least one row");
    }
    if (after.isPresent() && after.get().values().size() != shape.order().terms().size()) {
      throw new IllegalArgumentException("the last row is not of this order");
    }
  }

  /** A query that fills up its whole window, where its shape is filled. */
  public MetricsQuery(
      DayWindow window,
      MetricsFilter filter,
      MetricsShape shape,
      Optional<Instant> asOf,
      Optional<Place> after,
      int pageSize) {
    this(window, filter, shape, asOf, after, pageSize, Optional.empty());
  }

  /** The rows from the start with the values of now. */
  public static MetricsQuery of(
      DayWindow window, MetricsFilter filter, MetricsShape shape, int pageSize) {
    return new MetricsQuery(window, filter, shape, Optional.empty(), Optional.empty(), pageSize);
  }

  /** The same, behind a place. */
  public MetricsQuery after(Place place) {
    return new MetricsQuery(window, filter, shape, asOf, Optional.of(place), pageSize, lastFilled);
  }

  /** What tells the rows apart. */
  public Grouping grouping() {
    return shape.grouping();
  }

  /** The same, without rows of zeros behind a day, inclusive: what is to come is not nothing. */
  public MetricsQuery filledThrough(LocalDate day) {
    return new MetricsQuery(window, filter, shape, asOf, after, pageSize, Optional.of(day));
  }

  /** The last day that gets a row of zeros, inclusive; may be before the window. */
  public LocalDate fillEnd() {
    LocalDate last = window.lastDay();
    return lastFilled.filter(day -> day.isBefore(last)).orElse(last);
  }

  /** Whether rows of several currencies would be added up to money of none: that is refused. */
  public boolean needsOneCurrency() {
    return shape.hasMoney() && !grouping().has(GroupKey.CURRENCY);
  }

  /** Whether groups are told apart by their currency: asked for, or needed to see it mixed. */
  public boolean tellsCurrenciesApart() {
    return shape.hasMoney() || grouping().has(GroupKey.CURRENCY);
  }

  /** Whether the daily rollup, which knows neither campaigns nor the past, can answer. */
  public boolean fitsRollup() {
    return filter.campaigns().isEmpty() && !grouping().has(GroupKey.CAMPAIGN) && asOf.isEmpty();
  }

  /**
   * Whether the window has so few periods that the first page holds all of a row per period, and
   * their sums are the totals: rows of zeros are none of what was found.
   */
  public boolean isSurelyOnePage() {
    return after.isEmpty()
        && !shape.filled()
        && grouping().isByDateAlone()
        && shape.granularity().periods(window) <= pageSize;
  }
}
