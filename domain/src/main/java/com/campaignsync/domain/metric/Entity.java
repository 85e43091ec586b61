package com.campaignsync.domain.metric;

import java.util.Locale;

/** What kind of rows a sync copies. */
public enum Entity {
  /** One row per campaign, day and hour. */
  CAMPAIGN_METRICS,
  /** One row per asset of a campaign, day and hour. */
  ASSET_METRICS;

  /** The name used in the database, in messages and in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if no entity has that wire name
   */
  public static Entity ofWireName(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
