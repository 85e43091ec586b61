package com.campaignsync.domain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MetricSumsTest {

  private static BigDecimal n(String digits) {
    return new BigDecimal(digits);
  }

  @Test
  void ratios_comeFromSums() {
    MetricSums sums = MetricSums.headline(n("3000"), n("7"), n("2.10"), n("2"), n("9.45"));
    assertEquals(n("0.233333333"), sums.ctr());
    assertEquals(n("0.300000000"), sums.cpc());
    assertEquals(n("0.700000000"), sums.cpm());
    assertEquals(n("4.500000000"), sums.roas());
    assertEquals(n("28.571428571"), sums.conversionRate());
  }

  @Test
  void ratios_roundHalfUpAwayFromZero() {
    assertEquals(n("0.000000001"), Ratio.of(1, n("0.0000000005"), n("1")));
    assertEquals(n("-0.000000001"), Ratio.of(1, n("-0.0000000005"), n("1")));
  }

  @Test
  void zeroOrUnknownDenominator_hasNoRatio() {
    MetricSums zero = MetricSums.headline(n("0"), n("0.000"), n("0"), n("5"), n("5"));
    MetricSums unknown = MetricSums.headline(null, null, null, n("5"), n("5"));
    for (MetricSums sums : new MetricSums[] {zero, unknown, MetricSums.NONE}) {
      assertNull(sums.ctr());
      assertNull(sums.cpc());
      assertNull(sums.cpm());
      assertNull(sums.roas());
      assertNull(sums.conversionRate());
    }
  }

  @Test
  void plus_keepsUnknownUnknownAndAddsTheKnown() {
    MetricSums a = MetricSums.headline(n("1"), null, n("0.1"), null, n("5"));
    MetricSums b = MetricSums.headline(n("2"), null, null, n("0"), n("-5"));
    assertEquals(MetricSums.headline(n("3"), null, n("0.1"), n("0"), n("0")), a.plus(b));
    assertEquals(a, a.plus(MetricSums.NONE));
    assertEquals(a, MetricSums.NONE.plus(a));
  }
}
