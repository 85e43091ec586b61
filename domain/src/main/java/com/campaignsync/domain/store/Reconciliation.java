package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayDigest;
import java.time.LocalDate;
import java.util.Locale;

/**
 * What was found out about one day.
 *
 * @param day the day compared
 * @param source what the source held, rejected keys included
 * @param store what the store held before anything was healed
 * @param verdict how they compare
 */
public record Reconciliation(LocalDate day, DayDigest source, DayDigest store, Verdict verdict) {

  /** How two sides compare. */
  public enum Verdict {
    /** Both hold the same rows, and the source no others. */
    EQUAL,
    /** They differed, the day was read again, and what is stored now is what was read. */
    HEALED,
    /** They differ by rows that the source has no more; too many would have gone, so all stay. */
    GUARDED,
    /**
     * They differ by rows that stay, even by force: the source has no row of the day, and that
     * proves nothing, because its partition may have gone by age or it is a view.
     */
    UNPROVEN,
    /** The source holds rows that cannot be stored: the day's rejects say which and why. */
    REJECTED,
    /**
     * The day was read again and what is stored still differs from what was read, for no reason
     * known: somebody must look.
     */
    DIFFERS;

    /** The name used in the database and in the API. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
