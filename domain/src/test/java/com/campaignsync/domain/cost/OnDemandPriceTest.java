package com.campaignsync.domain.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OnDemandPriceTest {

  private static final OnDemandPrices PUBLISHED = OnDemandPrices.published();

  @Test
  void oneTebibyteCostsThePrice() {
    assertEquals(0, new BigDecimal("6.25").compareTo(PUBLISHED.in("US").costUsd(1L << 40)));
  }

  @Test
  void theSmallestQueryCostsSixThousandthsOfACent() {
    assertEquals(new BigDecimal("0.000059605"), PUBLISHED.in("us").costUsd(10L << 20));
  }

  @Test
  void anUnknownRegionCostsTheHighestPriceListed() {
    assertEquals(PUBLISHED.in("southamerica-east1"), PUBLISHED.in("moon-north1"));
  }

  @Test
  void anEmptyListIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> OnDemandPrices.of(new Properties()));
  }
}
