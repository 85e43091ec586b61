package com.campaignsync.domain.store;

import java.util.Locale;

/** Where a job stands. */
public enum JobStatus {
  PENDING,
  RUNNING,
  RETRYING,
  COMPLETED,
  /** All good rows are stored, some were rejected. */
  PARTIAL,
  /** Nothing had changed at the source; nothing was read or billed. */
  SKIPPED,
  FAILED,
  /** A budget would have been broken; nothing was read or billed. */
  BLOCKED;

  /** The name used in the database and in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the job is over: a message about it has nothing left to do. */
  public boolean isOver() {
    return switch (this) {
      case PENDING, RUNNING, RETRYING -> false;
      case COMPLETED, PARTIAL, SKIPPED, FAILED, BLOCKED -> true;
    };
  }

  /** Whether the job ended with everything that could be stored in the store. */
  public boolean isSuccess() {
    return this == COMPLETED || this == PARTIAL || this == SKIPPED;
  }
}
