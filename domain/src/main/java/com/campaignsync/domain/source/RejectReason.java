package com.campaignsync.domain.source;

/** Why a row is kept aside. The names are stable: people filter by them. */
public enum RejectReason {
  /** The row names no day. */
  NO_DATE,
  /** The row names no campaign. */
  NO_CAMPAIGN,
  /** The row names no asset. */
  NO_ASSET,
  /**
   * A value is NaN, infinite or beyond NUMERIC(38, 9); or one of several rows that would be added up
   * has a value of twenty-two digits or more, whose sum could be.
   */
  NOT_A_NUMBER,
  /** A count is beyond INT64. */
  COUNT_OUT_OF_RANGE,
  /**
   * The campaign is already kept in another currency. If that was wrong: a full resync with force
   * over all its stored days changes it, where the source has all of them in the new one.
   */
  CURRENCY_CHANGED,
  /**
   * Of an hourly connection: the hour is missing or outside 0 to 23. Of a daily one: the day has
   * rows with and without an hour, and to add them up would count them twice.
   */
  BAD_HOUR,
  /** A text holds U+0000, which Postgres cannot store, or is longer than its bound. */
  BAD_TEXT
}
