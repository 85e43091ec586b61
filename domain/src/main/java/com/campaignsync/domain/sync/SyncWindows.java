package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.AdConnection;
import java.time.Instant;
import java.time.LocalDate;

/** Which days an incremental sync looks at. */
public final class SyncWindows {

  /** Days of the first sync where nobody asked otherwise: what the platforms still restate. */
  static final int FIRST_SYNC_DAYS = 30;

  private SyncWindows() {}

  /**
   * From the earlier of {@code today - lookback} and the day of the last success, to today, both
   * inclusive and in the tenant's zone. A long gap is caught up in full; the change gate keeps a
   * long window cheap.
   */
  public static DayWindow incremental(AdConnection connection, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, connection.tenantZone());
    LocalDate first = today.minusDays(connection.lookbackDays());
    Instant lastSuccess = connection.lastSyncCompletedAt();
    LocalDate resume =
        lastSuccess == null
            ? today.minusDays(FIRST_SYNC_DAYS)
            : LocalDate.ofInstant(lastSuccess, connection.tenantZone());
    return DayWindow.inclusive(resume.isBefore(first) ? resume : first, today);
  }
}
