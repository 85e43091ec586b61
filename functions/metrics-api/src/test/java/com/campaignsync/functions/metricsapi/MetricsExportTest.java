package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.GroupValues;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.MetricsReport.CurrencyTotal;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.domain.query.Place;
import com.campaignsync.runtime.http.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Exports into which a second currency comes after it was asked which there are. */
class MetricsExportTest extends ApiFixture {

  private TestApi.Answer csv(String query) {
    return api.accepting("text/csv", METRICS + query);
  }

  private static MetricsRow row(String currency) {
    return new MetricsRow(
        new GroupValues(TODAY, null, null, null),
        null,
        null,
        TEN,
        currency,
        new Place(List.of(TODAY)));
  }

  /** One currency is told, and rows of two follow. */
  private static MetricsReport euros(int rows) {
    List<MetricsRow> all = new ArrayList<>(Collections.nCopies(rows, row("EUR")));
    all.add(row("USD"));
    return new MetricsReport(
        all,
        false,
        all.size(),
        List.of(new CurrencyTotal("EUR", TEN)),
        Optional.of(TODAY),
        Optional.of(TODAY),
        Optional.of(NOW));
  }

  @Test
  void secondCurrency_beforeTheFirstByteIsSent_isAProblem() {
    fakes.report = euros(1);
    assertRefused(422, "MIXED_CURRENCIES", csv(""));
    assertFalse(api.logged().contains("MIXED_CURRENCIES"), api.logged());
    assertEquals(200, csv("?fields=clicks").status(), "counts may be added");
  }

  @Test
  void secondCurrency_underWay_breaksTheConnection_andIsLogged() {
    fakes.report = euros(20_000);
    Problem broken = assertThrows(Problem.class, () -> csv(""));
    assertEquals("MIXED_CURRENCIES", broken.reason());
    String line = api.logged();
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.contains("\"code\":\"MIXED_CURRENCIES\""), line);
    assertTrue(line.contains("\"tenant\":\"t1\"") && line.contains("request_id"), line);
  }
}
