package com.campaignsync.domain.query;

import com.campaignsync.domain.metric.DayWindow;
import java.time.Instant;
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
 */
public record MetricsQuery(
    DayWindow window,
    MetricsFilter filter,
    MetricsShape shape,
    Optional<Instant> asOf,
    Optional<Place> after,
    int pageSize) {

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

  /** The rows from the start with the values of now. */
  public static MetricsQuery of(
      DayWindow window, MetricsFilter filter, MetricsShape shape, int pageSize) {
    return new MetricsQuery(window, filter, shape, Optional.empty(), Optional.empty(), pageSize);
  }

  /** The same, behind a place. */
  public MetricsQuery after(Place place) {
    return new MetricsQuery(window, filter, shape, asOf, Optional.of(place), pageSize);
  }

  /** What tells the rows apart. */
  public Grouping grouping() {
    return shape.grouping();
  }

  /** Whether the daily rollup, which knows neither campaigns nor the past, can answer. */
  public boolean fitsRollup() {
    return filter.campaigns().isEmpty() && !grouping().has(GroupKey.CAMPAIGN) && asOf.isEmpty();
  }

  /** Whether the window has so few periods that the first page holds all of a row per period. */
  public boolean isSurelyOnePage() {
    return after.isEmpty()
        && grouping().equals(Grouping.BY_DATE)
        && shape.granularity().periods(window) <= pageSize;
  }
}
