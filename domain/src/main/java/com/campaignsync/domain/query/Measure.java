package com.campaignsync.domain.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is counted and added up. */
public enum Measure implements Field {
  /** Times an ad was shown. */
  IMPRESSIONS(false),
  /** Clicks on an ad. */
  CLICKS(false),
  /** Money spent. */
  SPEND(true),
  /** Conversions attributed; fractions are usual. */
  CONVERSIONS(false),
  /** Conversion value. */
  REVENUE(true),
  /** Leads. */
  LEADS(false),
  /** Installs of an app. */
  INSTALLS(false),
  /** Purchases. */
  PURCHASES(false),
  /** Visitors. */
  VISITORS(false),
  /** Money earned. */
  PROFIT(true);

  private final String wireName = name().toLowerCase(Locale.ROOT);
  private final boolean money;

  Measure(boolean money) {
    this.money = money;
  }

  /** Whether its unit is the row's currency: such values of several currencies are never added. */
  public boolean isMoney() {
    return money;
  }

  /** The name used in the API, and of the column. */
  @Override
  public String wireName() {
    return wireName;
  }

  @Override
  public List<Measure> measures() {
    return List.of(this);
  }

  @Override
  public @Nullable BigDecimal in(MetricSums sums) {
    return sums.get(this);
  }
}
