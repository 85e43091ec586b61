package com.campaignsync.domain.query;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values that tell one row from the others; null for keys that are not grouped by.
 *
 * @param date the day
 * @param campaignSpaceId our id of the campaign
 * @param platform the ad platform
 * @param currency ISO 4217 code
 */
public record GroupValues(
    @Nullable LocalDate date,
    @Nullable UUID campaignSpaceId,
    @Nullable String platform,
    @Nullable String currency) {

  /** The value of one key. */
  public @Nullable Object get(GroupKey key) {
    return switch (key) {
      case DATE -> date;
      case CAMPAIGN -> campaignSpaceId;
      case PLATFORM -> platform;
      case CURRENCY -> currency;
    };
  }

  /** Whether exactly the grouping's keys have values. */
  public boolean fits(Grouping grouping) {
    for (GroupKey key : GroupKey.values()) {
      if (grouping.has(key) != (get(key) != null)) {
        return false;
      }
    }
    return true;
  }
}
