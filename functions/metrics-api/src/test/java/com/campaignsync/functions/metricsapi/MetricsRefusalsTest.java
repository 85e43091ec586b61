package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.MetricsQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals say what was wrong with what was sent, and with nothing else. */
class MetricsRefusalsTest {

  private static final String METRICS = "/api/campaign-performance/metrics";

  private final Fakes fakes = new Fakes();
  private final TestApi api =
      new TestApi(fakes, InstantSource.fixed(Instant.parse("2026-03-28T23:30:00Z")));

  private TestApi.Answer get(String target) {
    return api.send("GET", target, TestApi.user("t1"), "");
  }

  private MetricsQuery asked() {
    return fakes.asked.get(fakes.asked.size() - 1);
  }

  private static void assertRefused(int status, String reason, TestApi.Answer answer) {
    assertEquals(reason, answer.json().path("reason").asText(), answer.text());
    assertEquals(status, answer.status(), answer.text());
  }

  @Test
  void refusals_speakOfWhatWasSent() {
    assertDetail("start_date 2027-01-01 is after today (2026-03-29)", "start_date=2027-01-01");
    assertDetail(
        "end_date 2026-01-01 is before 2026-02-27, where days begin without a start_date",
        "end_date=2026-01-01");
    assertDetail(
        "end_date 2026-01-01 is before start_date 2026-01-02",
        "start_date=2026-01-02&end_date=2026-01-01");
    String unknown = get(METRICS + "?foo=bar").json().get("detail").asText();
    assertTrue(unknown.startsWith("unknown parameter: foo; accepted: as_of, "), unknown);
  }

  private void assertDetail(String detail, String query) {
    TestApi.Answer refused = get(METRICS + "?" + query);
    assertRefused(400, "DATE_RANGE_REVERSED", refused);
    assertEquals(detail, refused.json().get("detail").asText());
  }

  @Test
  void pageSize_isAnyWholeNumberFromOne() {
    for (String large : List.of("1001", "1000000000", "999999999999999999")) {
      assertEquals(200, get(METRICS + "?page_size=" + large).status());
      assertEquals(1000, asked().pageSize());
    }
    for (String wrong : List.of("-1", "0", "1.5", "", "9999999999999999999")) {
      TestApi.Answer refused = get(METRICS + "?page_size=" + wrong);
      assertRefused(400, "INVALID_PAGE_SIZE", refused);
      assertTrue(refused.text().contains("from 1"), refused.text());
    }
  }
}
