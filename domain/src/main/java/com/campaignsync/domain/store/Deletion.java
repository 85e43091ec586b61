package com.campaignsync.domain.store;

import java.time.LocalDate;
import java.util.Set;

/**
 * Which stored rows a load may delete because the source has them no more.
 *
 * @param provenDays days that were read completely and whose partition did not go by age: only
 *     inside these may a row be deleted
 * @param forced whether a person has allowed a day to lose more than the guard lets go, and a
 *     campaign to change its currency where every stored row of it is replaced by the load
 * @param proving whether the load is of a job that proves what is stored. Its {@code provenDays}
 *     are all that it has not loaded yet, so the load that holds them all is its last
 */
public record Deletion(Set<LocalDate> provenDays, boolean forced, boolean proving) {

  /** An incremental sync deletes nothing. */
  public static final Deletion NONE = new Deletion(Set.of(), false, false);

  /** Most rows that a day may always lose. */
  public static final int ROWS_MAX = 10;

  /** Most of a day's rows that it may lose, in percent, where more than {@link #ROWS_MAX} go. */
  public static final int PERCENT_MAX = 20;

  public Deletion {
    provenDays = Set.copyOf(provenDays);
  }

  /** The deletion of a job that proves what is stored. */
  public Deletion(Set<LocalDate> provenDays, boolean forced) {
    this(provenDays, forced, true);
  }

  /** True if a proving job has read everything once these days are stored. */
  public boolean isProofCompleteWith(Set<LocalDate> days) {
    return proving && days.containsAll(provenDays);
  }

  /**
   * Whether the guard stops a day's deletes: more than {@value #PERCENT_MAX} % and more than
   * {@value #ROWS_MAX} rows would go.
   *
   * @param going rows that would be deleted
   * @param stored rows of the day before the load
   */
  public boolean isRefused(long going, long stored) {
    return !forced && going > ROWS_MAX && going * 100 > stored * PERCENT_MAX;
  }
}
