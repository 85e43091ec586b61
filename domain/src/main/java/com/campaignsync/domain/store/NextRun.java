package com.campaignsync.domain.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** When a connection is due next. */
public final class NextRun {

  /** Twice a minute: dispatch comes every minute and makes a second pass. */
  private static final Duration REALTIME = Duration.ofSeconds(30);

  private NextRun() {}

  /**
   * The first slot after an instant. Slots missed before it are not made up for.
   *
   * @param now excluded: a slot at this very instant has come already
   * @param zone the tenant's, in which a daily sync is due at the start of the day
   * @return null for a connection that is synced by hand only
   */
  public static @Nullable Instant after(SyncFrequency frequency, Instant now, ZoneId zone) {
    return switch (frequency) {
      case MANUAL -> null;
      case REALTIME -> nextMultiple(now, REALTIME);
      case EVERY_5_MINUTES -> nextMultiple(now, Duration.ofMinutes(5));
      case EVERY_10_MINUTES -> nextMultiple(now, Duration.ofMinutes(10));
      case EVERY_30_MINUTES -> nextMultiple(now, Duration.ofMinutes(30));
      case HOURLY -> nextMultiple(now, Duration.ofHours(1));
      case DAILY -> startOfTomorrow(now, zone);
    };
  }

  /** On the UTC clock, so that all connections of one frequency are due together. */
  private static Instant nextMultiple(Instant now, Duration step) {
    long seconds = step.toSeconds();
    return Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), seconds) + 1) * seconds);
  }

  /** The day's first instant: not midnight where the clock skips it. */
  private static Instant startOfTomorrow(Instant now, ZoneId zone) {
    return now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
  }
}
