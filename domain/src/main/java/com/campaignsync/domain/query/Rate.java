package com.campaignsync.domain.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A ratio of two sums; null where either is unknown or the denominator is zero. */
public enum Rate implements Field {
  /** Click-through rate in percent: 100 · clicks / impressions. */
  CTR(100, Measure.CLICKS, Measure.IMPRESSIONS),
  /** Cost per click: spend / clicks. */
  CPC(1, Measure.SPEND, Measure.CLICKS),
  /** Cost per thousand impressions: 1000 · spend / impressions. */
  CPM(1000, Measure.SPEND, Measure.IMPRESSIONS),
  /** Return on ad spend: revenue / spend. */
  ROAS(1, Measure.REVENUE, Measure.SPEND),
  /** Conversions per click in percent: 100 · conversions / clicks. */
  CONVERSION_RATE(100, Measure.CONVERSIONS, Measure.CLICKS);

  private final String wireName = name().toLowerCase(Locale.ROOT);
  private final int factor;
  private final Measure numerator;
  private final Measure denominator;

  Rate(int factor, Measure numerator, Measure denominator) {
    this.factor = factor;
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** By what the numerator is multiplied. */
  public int factor() {
    return factor;
  }

  /** What is divided. */
  public Measure numerator() {
    return numerator;
  }

  /** By what it is divided. */
  public Measure denominator() {
    return denominator;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  @Override
  public List<Measure> measures() {
    return List.of(numerator, denominator);
  }

  @Override
  public @Nullable BigDecimal in(MetricSums sums) {
    return Ratio.of(factor, sums.get(numerator), sums.get(denominator));
  }
}
