package com.campaignsync.domain.store;

import java.util.Locale;

/** What kind of work a job is. */
public enum JobType {
  INCREMENTAL_SYNC,
  FULL_SYNC,
  BACKFILL,
  RECONCILE;

  /** The name used in the database and in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
