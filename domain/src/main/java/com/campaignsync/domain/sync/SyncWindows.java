package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.AdConnection;
import java.time.Instant;
import java.time.LocalDate;

/** Which days a sync looks at. */
public final class SyncWindows {

  /** Days of the first sync where nobody asked otherwise: what the platforms still restate. */
  static final int FIRST_SYNC_DAYS = 30;

  /** Days of a full resync: the first sync's, so that each is proven daily while it may move. */
  public static final int FULL_RESYNC_DAYS = 30;

  private SyncWindows() {}

  /**
   * From the earlier of {@code today - lookback} and the last day synced without a gap, to today,
   * both inclusive and in the tenant's zone. A long gap is caught up in full; the change gate keeps
   * a long window cheap.
   */
  public static DayWindow incremental(AdConnection connection, Entity entity, Instant now) {
    LocalDate today = today(connection, now);
    LocalDate first = today.minusDays(connection.lookbackDays());
    LocalDate through = connection.syncedThrough().get(entity);
    LocalDate resume = through == null ? today.minusDays(FIRST_SYNC_DAYS) : through;
    return DayWindow.inclusive(resume.isBefore(first) ? resume : first, today);
  }

  /** The last {@value #FULL_RESYNC_DAYS} days up to today, in the tenant's zone. */
  public static DayWindow fullResync(AdConnection connection, Instant now) {
    LocalDate today = today(connection, now);
    return DayWindow.inclusive(today.minusDays(FULL_RESYNC_DAYS - 1L), today);
  }

  private static LocalDate today(AdConnection connection, Instant now) {
    return LocalDate.ofInstant(now, connection.tenantZone());
  }
}
