package com.campaignsync.domain.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes different of a connection; null leaves a thing as it is.
 *
 * @param name for people
 * @param paused whether the clock passes it over
 * @param remap where its rows are from now on
 * @param lookbackDays how far back every sync looks, in days
 * @param schedule how often it is synced
 */
public record ConnectionChange(
    @Nullable String name,
    @Nullable Boolean paused,
    @Nullable Remap remap,
    @Nullable Integer lookbackDays,
    @Nullable Schedule schedule) {

  /**
   * Another source.
   *
   * @param was what the new one was made and tried from
   * @param source the new one, whole: with what of the old one stays
   */
  public record Remap(ConnectionSource was, ConnectionSource source) {}

  /**
   * How often a connection is synced, and when next.
   *
   * @param nextRunAt null where by hand only
   */
  public record Schedule(SyncFrequency frequency, @Nullable Instant nextRunAt) {}
}
