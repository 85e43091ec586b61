package com.campaignsync.domain.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Which days retention keeps, the same for all tenants wherever they are. */
public final class RetentionDay {

  /** Where a day begins last: nobody's today is earlier. */
  private static final ZoneOffset LAST = ZoneOffset.ofHours(-12);

  private RetentionDay() {}

  /**
   * The first day that must stay. No tenant has kept fewer days than asked for, today apart.
   *
   * @param retentionDays {@code CAMPAIGN_SYNC_RETENTION_DAYS}, at least 1
   * @throws IllegalArgumentException if nothing would be kept
   */
  public static LocalDate firstKept(Instant now, int retentionDays) {
    if (retentionDays < 1) {
      throw new IllegalArgumentException("retention of " + retentionDays + " days, want 1 or more");
    }
    return LocalDate.ofInstant(now, LAST).minusDays(retentionDays);
  }
}
