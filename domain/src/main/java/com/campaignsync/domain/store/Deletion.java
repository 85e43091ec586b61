package com.campaignsync.domain.store;

import java.time.LocalDate;
import java.util.Set;

/**
 * Which stored rows a load may delete because the source has them no more.
 *
 * @param provenDays days that were read completely and whose partition did not go by age: only
 *     inside these may a row be deleted
 * @param forced whether a person has allowed a day to lose more than the guard lets go
 */
public record Deletion(Set<LocalDate> provenDays, boolean forced) {

  /** An incremental sync deletes nothing. */
  public static final Deletion NONE = new Deletion(Set.of(), false);

  /** Most rows that a day may always lose. */
  public static final int ROWS_MAX = 10;

  /** Most of a day's rows that it may lose, in percent, where more than {@link #ROWS_MAX} go. */
  public static final int PERCENT_MAX = 20;

  public Deletion {
    provenDays = Set.copyOf(provenDays);
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
