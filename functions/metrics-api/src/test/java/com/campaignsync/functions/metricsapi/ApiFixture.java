package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.query.GroupValues;
import com.campaignsync.domain.query.MetricSums;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.MetricsReport.CurrencyTotal;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.domain.query.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Asks the API over a store in memory. */
abstract class ApiFixture {

  /** 28 March in UTC, 29 March already in the tenants' zone. */
  static final Instant NOW = Instant.parse("2026-03-28T23:30:00Z");

  static final LocalDate TODAY = LocalDate.of(2026, 3, 29);
  static final String METRICS = "/api/campaign-performance/metrics";
  static final String SYNC = "/api/campaign-performance/sync";

  final Fakes fakes = new Fakes();
  final TestApi api = new TestApi(fakes, InstantSource.fixed(NOW));

  TestApi.Answer get(String target) {
    return api.send("GET", target, TestApi.user("t1"), "");
  }

  TestApi.Answer post(String target, String body) {
    return api.send("POST", target, TestApi.user("t1"), body);
  }

  void assertRefused(int status, String reason, TestApi.Answer answer) {
    assertEquals(reason, answer.json().path("reason").asText(), answer.text());
    assertEquals(status, answer.status(), answer.text());
  }

  MetricsQuery asked() {
    return fakes.asked.get(fakes.asked.size() - 1);
  }

  static BigDecimal n(String digits) {
    return new BigDecimal(digits);
  }

  static MetricsReport report(boolean more, CurrencyTotal... totals) {
    return new MetricsReport(
        List.of(
            new MetricsRow(
                new GroupValues(TODAY, null, null, null),
                null,
                null,
                MetricSums.headline(n("1000"), n("10"), n("0.100000000"), null, n("0")),
                "EUR",
                new Place(List.of(TODAY)))),
        more,
        7,
        List.of(totals),
        Optional.of(TODAY.minusDays(100)),
        Optional.of(TODAY),
        Optional.of(NOW));
  }

  static final MetricSums TEN = MetricSums.headline(n("10"), n("10"), n("10"), null, n("10"));
}
