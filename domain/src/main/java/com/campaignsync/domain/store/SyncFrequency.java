package com.campaignsync.domain.store;

import java.util.Arrays;

/** How often a connection is synced. */
public enum SyncFrequency {
  MANUAL("manual"),
  REALTIME("realtime"),
  EVERY_5_MINUTES("5min"),
  EVERY_10_MINUTES("10min"),
  EVERY_30_MINUTES("30min"),
  HOURLY("hourly"),
  DAILY("daily");

  private final String wireName;

  SyncFrequency(String wireName) {
    this.wireName = wireName;
  }

  /** The name used in the database and in the API. */
  public String wireName() {
    return wireName;
  }

  /**
   * @throws IllegalArgumentException if no frequency has that wire name
   */
  public static SyncFrequency ofWireName(String wireName) {
    return Arrays.stream(values())
        .filter(frequency -> frequency.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown sync frequency: " + wireName));
  }
}
