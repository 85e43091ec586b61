package com.campaignsync.domain.query;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Sums of all measures over some rows of assets. Null is unknown: no row had a value.
 *
 * @param headline impressions, clicks, spend, conversions and revenue
 * @param engagements reactions of any kind, as the platform counts them
 * @param leads leads
 * @param installs installs
 * @param purchases purchases
 * @param visitors visitors
 * @param profit money earned, in units of the rows' one currency
 */
public record AssetSums(
    MetricSums headline,
    @Nullable BigDecimal engagements,
    @Nullable BigDecimal leads,
    @Nullable BigDecimal installs,
    @Nullable BigDecimal purchases,
    @Nullable BigDecimal visitors,
    @Nullable BigDecimal profit) {

  /** The sum of no rows at all. */
  public static final AssetSums NONE =
      new AssetSums(MetricSums.NONE, null, null, null, null, null, null);

  /** The sum of the rows of both. */
  public AssetSums plus(AssetSums other) {
    return new AssetSums(
        headline.plus(other.headline),
        MetricSums.add(engagements, other.engagements),
        MetricSums.add(leads, other.leads),
        MetricSums.add(installs, other.installs),
        MetricSums.add(purchases, other.purchases),
        MetricSums.add(visitors, other.visitors),
        MetricSums.add(profit, other.profit));
  }

  /** The same without money, which rows of several currencies do not share. */
  public AssetSums withoutMoney() {
    return new AssetSums(
        headline.withoutMoney(), engagements, leads, installs, purchases, visitors, null);
  }

  /** Engagements in percent of impressions: 100 · engagements / impressions. */
  public @Nullable BigDecimal engagementRate() {
    return Ratio.of(100, engagements, headline.impressions());
  }
}
