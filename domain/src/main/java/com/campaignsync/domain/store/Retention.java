package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Which days are kept, the same for all tenants wherever they are. What cleanup drops, syncs and
 * maintenance do not bring back: all of them ask here.
 *
 * @param days {@code CAMPAIGN_SYNC_RETENTION_DAYS}: days that are kept at least, 1 or more; null
 *     keeps everything
 */
public record Retention(@Nullable Integer days) {

  /** Nothing is ever dropped. */
  public static final Retention KEEPS_ALL = new Retention(null);

  /** Where a day begins last: nobody's today is earlier. */
  private static final ZoneOffset LAST = ZoneOffset.ofHours(-12);

  /**
   * @throws IllegalArgumentException if nothing would be kept
   */
  public Retention {
    if (days != null && days < 1) {
      throw new IllegalArgumentException("retention of " + days + " days, want 1 or more");
    }
  }

  /** As the setting says it: 0 days keep everything. */
  public static Retention ofDays(int days) {
    return days == 0 ? KEEPS_ALL : new Retention(days);
  }

  /**
   * The first day that is kept, null if all are. Months are dropped as a whole, so it is the first
   * of the month that holds today minus {@link #days}. No tenant has kept fewer days than asked
   * for, today apart.
   */
  public @Nullable LocalDate firstDay(Instant now) {
    return days == null ? null : LocalDate.ofInstant(now, LAST).minusDays(days).withDayOfMonth(1);
  }

  /** Whether a day is older than all that is kept. */
  public boolean drops(LocalDate day, Instant now) {
    LocalDate first = firstDay(now);
    return first != null && day.isBefore(first);
  }

  /** The window's days that are kept; null if none is. */
  public @Nullable DayWindow clip(DayWindow window, Instant now) {
    LocalDate first = firstDay(now);
    if (first == null || !window.firstDay().isBefore(first)) {
      return window;
    }
    return window.endDay().isAfter(first) ? new DayWindow(first, window.endDay()) : null;
  }
}
