package com.campaignsync.domain.source;

import java.util.Arrays;
import java.util.Locale;

/** How fine a connection's rows are stored: all of them the same. */
public enum Grain {
  /** A row a day. Where the source has hours they are summed up to it. */
  DAILY,
  /** A row an hour. A source row without an hour of 0 to 23 cannot be stored. */
  HOURLY;

  /** The name used in the database and in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if no grain has that wire name
   */
  public static Grain ofWireName(String wireName) {
    return Arrays.stream(values())
        .filter(grain -> grain.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown grain: " + wireName));
  }
}
