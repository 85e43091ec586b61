package com.campaignsync.domain.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/** On-demand prices by region. A region that is not listed costs the highest price listed. */
public final class OnDemandPrices {

  private final Map<String, OnDemandPrice> byRegion;
  private final OnDemandPrice highest;

  private OnDemandPrices(Map<String, OnDemandPrice> byRegion) {
    this.byRegion = Map.copyOf(byRegion);
    this.highest =
        byRegion.values().stream()
            .max(Comparator.comparing(OnDemandPrice::usdPerTib))
            .orElseThrow(() -> new IllegalArgumentException("the price list is empty"));
  }

  /**
   * Reads a price list: region in lower case = US dollars per TiB.
   *
   * @throws IllegalArgumentException if the list is empty or a price is not a number
   */
  public static OnDemandPrices of(Properties list) {
    return new OnDemandPrices(
        list.stringPropertyNames().stream()
            .collect(
                Collectors.toMap(
                    region -> region,
                    region -> new OnDemandPrice(new BigDecimal(list.getProperty(region))))));
  }

  /** The list that ships with the product. */
  public static OnDemandPrices published() {
    Properties list = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(
            OnDemandPrices.class.getResourceAsStream("on_demand_prices.properties"))) {
      list.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("the price list cannot be read", e);
    }
    return of(list);
  }

  /** The price in a location, in any case, for example {@code US} or {@code europe-west1}. */
  public OnDemandPrice in(String location) {
    return byRegion.getOrDefault(location.toLowerCase(Locale.ROOT), highest);
  }
}
