package com.campaignsync.benchmarks.read;

import java.math.BigDecimal;

/**
 * What a reader found: two readers of the same result must agree.
 *
 * @param text characters and days of all text and date cells, to prove they were decoded
 */
record Totals(long rows, long impressions, long clicks, BigDecimal spend, long text) {

  static final Totals NONE = new Totals(0, 0, 0, BigDecimal.ZERO, 0);
}
