package com.campaignsync.domain.query;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Sums of the five headline measures over some rows. Null is unknown: no row had a value.
 *
 * @param impressions times an ad was shown
 * @param clicks clicks on an ad
 * @param spend money spent, in units of the rows' one currency
 * @param conversions conversions attributed
 * @param revenue conversion value, in units of the rows' one currency
 */
public record MetricSums(
    @Nullable BigDecimal impressions,
    @Nullable BigDecimal clicks,
    @Nullable BigDecimal spend,
    @Nullable BigDecimal conversions,
    @Nullable BigDecimal revenue) {

  /** The sum of no rows at all. */
  public static final MetricSums NONE = new MetricSums(null, null, null, null, null);

  /** The sum of the rows of both. */
  public MetricSums plus(MetricSums other) {
    return new MetricSums(
        add(impressions, other.impressions),
        add(clicks, other.clicks),
        add(spend, other.spend),
        add(conversions, other.conversions),
        add(revenue, other.revenue));
  }

  /** The same without money, which rows of several currencies do not share. */
  public MetricSums withoutMoney() {
    return new MetricSums(impressions, clicks, null, conversions, null);
  }

  static @Nullable BigDecimal add(@Nullable BigDecimal a, @Nullable BigDecimal b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.add(b);
  }

  /** Click-through rate in percent: 100 · clicks / impressions. */
  public @Nullable BigDecimal ctr() {
    return Ratio.of(100, clicks, impressions);
  }

  /** Cost per click: spend / clicks. */
  public @Nullable BigDecimal cpc() {
    return Ratio.of(1, spend, clicks);
  }

  /** Cost per thousand impressions: 1000 · spend / impressions. */
  public @Nullable BigDecimal cpm() {
    return Ratio.of(1000, spend, impressions);
  }

  /** Return on ad spend: revenue / spend. */
  public @Nullable BigDecimal roas() {
    return Ratio.of(1, revenue, spend);
  }

  /** Conversions per click in percent: 100 · conversions / clicks. */
  public @Nullable BigDecimal conversionRate() {
    return Ratio.of(100, conversions, clicks);
  }
}
