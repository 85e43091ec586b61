package com.campaignsync.domain.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes different of a connection; null leaves a thing as it is.
 *
 * @param name for people
 * @param paused whether the clock passes it over
 * @param source where its rows are from now on
 * @param lookbackDays how far back every sync looks, in days
 * @param schedule how often it is synced
 */
public record ConnectionChange(
    @Nullable String name,
    @Nullable Boolean paused,
    @Nullable ConnectionSource source,
    @Nullable Integer lookbackDays,
    @Nullable Schedule schedule) {

  /**
   * How often a connection is synced, and when next.
   *
   * @param nextRunAt null where by hand only
   */
  public record Schedule(SyncFrequency frequency, @Nullable Instant nextRunAt) {}
}
