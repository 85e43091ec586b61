package com.campaignsync.domain.query;

import java.util.Locale;

/** What metrics can be grouped by. The order here is the order of keys in rows and in sorting. */
public enum GroupKey {
  /** One day of the ad account's calendar. */
  DATE,
  /** One campaign of one connection. */
  CAMPAIGN,
  /** One ad platform. */
  PLATFORM,
  /** One currency. */
  CURRENCY;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name used in the API. */
  public String wireName() {
    return wireName;
  }
}
