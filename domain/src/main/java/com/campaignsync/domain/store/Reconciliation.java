package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayDigest;
import java.time.LocalDate;
import java.util.Locale;

/**
 * What was found out about one day.
 *
 * @param day the day compared
 * @param source what the source held
 * @param store what the store held before anything was healed
 * @param verdict how they compare
 */
public record Reconciliation(LocalDate day, DayDigest source, DayDigest store, Verdict verdict) {

  /** How two sides compare. */
  public enum Verdict {
    /** Both hold the same rows. */
    EQUAL,
    /** They differed, and the day was read again; the next reconciliation proves the healing. */
    HEALED,
    /**
     * They differ by rows that the source has no more and that were kept: too many would have gone,
     * or the day proves nothing, because its partition may have gone by age.
     */
    GUARDED,
    /** They differ by rows that cannot be stored: the day's rejects say which. */
    REJECTED;

    /** The name used in the database and in the API. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
