package com.campaignsync.domain.store;

import java.util.Locale;

/** What kind of work a job is. */
public enum JobType {
  INCREMENTAL_SYNC,
  FULL_SYNC,
  BACKFILL,
  RECONCILE;

  /** Whether the work is long or heavy enough to run apart from the incremental syncs. */
  public boolean isMaintenance() {
    return switch (this) {
      case INCREMENTAL_SYNC -> false;
      case FULL_SYNC, BACKFILL, RECONCILE -> true;
    };
  }

  /** Whether the days are read even where nothing at the source has moved. */
  public boolean isUngated() {
    return isMaintenance();
  }

  /** The name used in the database and in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
