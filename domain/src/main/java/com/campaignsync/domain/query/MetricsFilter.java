package com.campaignsync.domain.query;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which rows of a window are summed.
 *
 * @param campaigns only these, by our id; all where empty
 * @param platform only this one
 * @param currency only this one
 */
public record MetricsFilter(
    List<UUID> campaigns, Optional<String> platform, Optional<String> currency) {

  /** Everything. */
  public static final MetricsFilter NONE =
      new MetricsFilter(List.of(), Optional.empty(), Optional.empty());

  /** Copies the list. */
  public MetricsFilter {
    campaigns = List.copyOf(campaigns);
  }
}
