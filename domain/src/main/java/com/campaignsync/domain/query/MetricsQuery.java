package com.campaignsync.domain.query;

import com.campaignsync.domain.metric.DayWindow;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which rows of a tenant are summed, and how.
 *
 * @param window the days
 * @param grouping what tells one row of the answer from the others
 * @param campaigns only these, by our id; all where empty
 * @param platform only this one
 * @param currency only this one
 * @param after answer the groups behind this one; from the start where empty
 * @param pageSize most rows of the answer, at least 1
 */
public record MetricsQuery(
    DayWindow window,
    Grouping grouping,
    List<UUID> campaigns,
    Optional<String> platform,
    Optional<String> currency,
    Optional<GroupValues> after,
    int pageSize) {

  /**
   * @throws IllegalArgumentException if the page has no room, or {@code after} is not a group of
   *     this grouping: both are mistakes of the caller's code
   */
  public MetricsQuery {
    campaigns = List.copyOf(campaigns);
    if (pageSize < 1) {
      throw new IllegalArgumentException("a page has at least one row");
    }
    if (after.isPresent() && !after.get().fits(grouping)) {
      throw new IllegalArgumentException("the last row is not of this grouping");
    }
  }

  /** Whether the daily rollup, which knows no campaigns, can answer. */
  public boolean fitsRollup() {
    return campaigns.isEmpty() && !grouping.has(GroupKey.CAMPAIGN);
  }
}
