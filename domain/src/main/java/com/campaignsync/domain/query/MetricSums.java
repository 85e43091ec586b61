package com.campaignsync.domain.query;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sums of measures over some rows. Null is unknown: no row had a value. Money is in units of the
 * rows' one currency.
 */
public final class MetricSums {

  /** The sum of no rows at all. */
  public static final MetricSums NONE = new MetricSums(new EnumMap<>(Measure.class));

  private static final Measure[] MEASURES = Measure.values();

  private final EnumMap<Measure, BigDecimal> known;

  private MetricSums(EnumMap<Measure, BigDecimal> known) {
    this.known = known;
  }

  /** The sums; what is not in the map is unknown. */
  public static MetricSums of(Map<Measure, BigDecimal> known) {
    EnumMap<Measure, BigDecimal> copy = new EnumMap<>(Measure.class);
    copy.putAll(known);
    return new MetricSums(copy);
  }

  /** Sums of the five headline measures; all others are unknown. */
  public static MetricSums headline(
      @Nullable BigDecimal impressions,
      @Nullable BigDecimal clicks,
      @Nullable BigDecimal spend,
      @Nullable BigDecimal conversions,
      @Nullable BigDecimal revenue) {
    EnumMap<Measure, BigDecimal> known = new EnumMap<>(Measure.class);
    putKnown(known, Measure.IMPRESSIONS, impressions);
    putKnown(known, Measure.CLICKS, clicks);
    putKnown(known, Measure.SPEND, spend);
    putKnown(known, Measure.CONVERSIONS, conversions);
    putKnown(known, Measure.REVENUE, revenue);
    return new MetricSums(known);
  }

  private static void putKnown(
      Map<Measure, BigDecimal> known, Measure measure, @Nullable BigDecimal value) {
    if (value != null) {
      known.put(measure, value);
    }
  }

  /** The sum of one measure. */
  public @Nullable BigDecimal get(Measure measure) {
    return known.get(measure);
  }

  /** The sum of the rows of both. */
  public MetricSums plus(MetricSums other) {
    EnumMap<Measure, BigDecimal> sum = new EnumMap<>(known);
    other.known.forEach((measure, value) -> sum.merge(measure, value, BigDecimal::add));
    return new MetricSums(sum);
  }

  /** The same without money, which rows of several currencies do not share. */
  public MetricSums withoutMoney() {
    EnumMap<Measure, BigDecimal> rest = new EnumMap<>(known);
    rest.keySet().removeIf(Measure::isMoney);
    return new MetricSums(rest);
  }

  static @Nullable BigDecimal add(@Nullable BigDecimal a, @Nullable BigDecimal b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.add(b);
  }

  /** Times an ad was shown. */
  public @Nullable BigDecimal impressions() {
    return get(Measure.IMPRESSIONS);
  }

  /** Clicks on an ad. */
  public @Nullable BigDecimal clicks() {
    return get(Measure.CLICKS);
  }

  /** Money spent. */
  public @Nullable BigDecimal spend() {
    return get(Measure.SPEND);
  }

  /** Conversions attributed. */
  public @Nullable BigDecimal conversions() {
    return get(Measure.CONVERSIONS);
  }

  /** Conversion value. */
  public @Nullable BigDecimal revenue() {
    return get(Measure.REVENUE);
  }

  /** Click-through rate in percent: 100 · clicks / impressions. */
  public @Nullable BigDecimal ctr() {
    return Rate.CTR.in(this);
  }

  /** Cost per click: spend / clicks. */
  public @Nullable BigDecimal cpc() {
    return Rate.CPC.in(this);
  }

  /** Cost per thousand impressions: 1000 · spend / impressions. */
  public @Nullable BigDecimal cpm() {
    return Rate.CPM.in(this);
  }

  /** Return on ad spend: revenue / spend. */
  public @Nullable BigDecimal roas() {
    return Rate.ROAS.in(this);
  }

  /** Conversions per click in percent: 100 · conversions / clicks. */
  public @Nullable BigDecimal conversionRate() {
    return Rate.CONVERSION_RATE.in(this);
  }

  /** Whether the digits are the same, those of the scale included. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MetricSums sums && known.equals(sums.known);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(known);
  }

  @Override
  public String toString() {
    Stream<String> parts =
        Arrays.stream(MEASURES)
            .filter(known::containsKey)
            .map(measure -> measure.wireName() + "=" + known.get(measure));
    return parts.collect(Collectors.joining(", ", "MetricSums[", "]"));
  }
}
