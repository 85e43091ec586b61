package com.campaignsync.benchmarks.read;

import java.math.BigDecimal;
import java.time.LocalDate;

/** Adds up rows that were decoded to Java values. */
final class Sum {

  private long rows;
  private long impressions;
  private long clicks;
  private long text;
  private BigDecimal spend = BigDecimal.ZERO;

  void add(
      String tenant,
      String campaign,
      LocalDate day,
      long rowImpressions,
      long rowClicks,
      BigDecimal rowSpend) {
    rows++;
    impressions += rowImpressions;
    clicks += rowClicks;
    spend = spend.add(rowSpend);
    text += tenant.length() + campaign.length() + day.toEpochDay();
  }

  Totals totals() {
    return new Totals(rows, impressions, clicks, spend.stripTrailingZeros(), text);
  }
}
