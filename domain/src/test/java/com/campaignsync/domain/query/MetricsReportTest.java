package com.campaignsync.domain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.MetricsReport.CurrencyTotal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsReportTest {

  private static final MetricSums TEN = sums("10");

  private static MetricSums sums(String digits) {
    BigDecimal n = new BigDecimal(digits);
    return MetricSums.headline(n, n, n, n, n);
  }

  private static MetricsReport report(CurrencyTotal... totals) {
    return new MetricsReport(
        List.of(), false, 0, List.of(totals), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void total_ofNoRowsIsUnknown() {
    assertEquals(MetricSums.NONE, report().total());
  }

  @Test
  void total_neverAddsMoneyOfTwoCurrencies() {
    MetricsReport mixed = report(new CurrencyTotal("EUR", TEN), new CurrencyTotal("USD", TEN));
    assertTrue(mixed.isMixed());
    assertEquals(List.of("EUR", "USD"), mixed.currencies());
    assertEquals(sums("20").withoutMoney(), mixed.total());
    MetricsReport single = report(new CurrencyTotal("EUR", TEN));
    assertFalse(single.isMixed());
    assertEquals(TEN, single.total());
  }
}
