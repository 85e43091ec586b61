package com.campaignsync.domain.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * How the syncs of all tenants together went in the last {@link #WINDOW_HOURS} hours: counts and
 * times, nobody's data.
 *
 * @param completed ended well, something changed
 * @param partial ended well but for rejected rows
 * @param skipped ended at once: the source had not changed
 * @param failed given up
 * @param blocked not begun, for want of budget
 * @param waiting to begin or to be tried again, whenever they were asked for
 * @param running at work
 * @param averageSeconds of those that read something; empty without any
 * @param lastSuccess when one last ended well, however long ago
 * @param scheduledConnections that are synced by the clock
 * @param freshConnections of those, how many are not late by more than two hours
 */
public record ServiceStats(
    long completed,
    long partial,
    long skipped,
    long failed,
    long blocked,
    long waiting,
    long running,
    Optional<BigDecimal> averageSeconds,
    Optional<Instant> lastSuccess,
    long scheduledConnections,
    long freshConnections) {

  /** A day: long enough to hold a daily sync, short enough to show what is wrong now. */
  public static final int WINDOW_HOURS = 24;

  /** How many are over. */
  public long ended() {
    return completed + partial + skipped + failed + blocked;
  }

  /** Per cent of those tried that ended well: a blocked one was not tried. Empty without any. */
  public Optional<BigDecimal> successRate() {
    long good = completed + partial + skipped;
    return percent(good, good + failed);
  }

  /** Per cent of the connections synced by the clock that are up to date. Empty without any. */
  public Optional<BigDecimal> freshPercent() {
    return percent(freshConnections, scheduledConnections);
  }

  private static Optional<BigDecimal> percent(long part, long whole) {
    return whole == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(part * 100)
                .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP));
  }
}
