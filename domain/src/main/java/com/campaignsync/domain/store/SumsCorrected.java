package com.campaignsync.domain.store;

/**
 * Sums that were not those of the rows they stand for, whoever changed them.
 *
 * @param rollupDays days whose rollup was wrong, missing or too much
 * @param campaigns campaigns whose totals were wrong
 */
public record SumsCorrected(long rollupDays, long campaigns) {

  public static final SumsCorrected NONE = new SumsCorrected(0, 0);

  public boolean any() {
    return rollupDays + campaigns > 0;
  }
}
