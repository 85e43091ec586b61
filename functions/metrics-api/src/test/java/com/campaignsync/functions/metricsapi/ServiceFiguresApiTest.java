package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.ServiceStats;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceReach;
import com.campaignsync.domain.store.StoreException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The pages that anybody may see, over fakes. */
class ServiceFiguresApiTest extends OperationsFixture {

  @Test
  void stats_areCountsRatesAndAges() {
    operations.figures =
        Mono.just(
            new ServiceStats(
                5,
                1,
                90,
                3,
                1,
                7,
                2,
                Optional.of(new BigDecimal("12.340")),
                Optional.of(NOW.minusSeconds(90)),
                8,
                6));
    TestApi.Answer answer = api.anonymous(STATS);
    assertEquals(
        "{\"success\":true,\"as_of\":\"2026-03-28T23:30:00Z\",\"window_hours\":24,"
            + "\"total_syncs\":100,\"totals\":{\"completed\":5,\"partial\":1,\"skipped\":90,"
            + "\"failed\":3,\"blocked\":1,\"waiting\":7,\"running\":2},\"errors\":3,"
            + "\"success_rate\":96.97,\"average_duration_seconds\":12.34,"
            + "\"freshness\":{\"last_success\":\"2026-03-28T23:28:30Z\",\"age_seconds\":90,"
            + "\"fresh_percent\":75}}",
        answer.text());
  }

  @Test
  void statsOfNothing_areUnknownAndNotZero() {
    JsonNode stats = api.anonymous(STATS).json();
    assertEquals(0, stats.path("total_syncs").asInt(-1));
    assertTrue(stats.get("success_rate").isNull());
    assertTrue(stats.get("average_duration_seconds").isNull());
    assertTrue(stats.get("freshness").get("age_seconds").isNull());
    assertTrue(stats.get("freshness").get("fresh_percent").isNull());
  }

  @Test
  void publicFigures_areAskedOnceAMinute() {
    for (String address : List.of(STATS, SOURCE)) {
      operations.asked = 0;
      String first = api.anonymous(address).text();
      now.set(now.get().plusSeconds(59));
      assertEquals(first, api.anonymous(address).text());
      assertEquals(1, operations.asked);
      now.set(now.get().plusSeconds(1));
      assertTrue(api.anonymous(address).text().contains(now.get().toString()));
      assertEquals(2, operations.asked);
    }
  }

  @Test
  void failedStats_areTriedAgainAtOnce() {
    operations.figures =
        Mono.error(new StoreException(StoreException.Code.STORE_UNREACHABLE, "no", null));
    assertRefused(503, "STORE_UNAVAILABLE", api.anonymous(STATS));
    assertRefused(503, "STORE_UNAVAILABLE", api.anonymous(STATS));
    assertEquals(2, operations.asked);
  }

  @Test
  void sourceStatus_tellsWhereAndHowFastOrWhyNot() {
    assertEquals(
        "{\"success\":true,\"as_of\":\"2026-03-28T23:30:00Z\",\"reachable\":true,"
            + "\"reason\":null,\"latency_ms\":12,\"dataset\":\"engarde_analytics\","
            + "\"location\":\"US\"}",
        api.anonymous(SOURCE).text());
    now.set(NOW.plusSeconds(60));
    operations.reach =
        Mono.just(
            new SourceReach(
                null, "engarde_analytics", "US", SourceException.Code.SOURCE_UNAVAILABLE));
    JsonNode gone = api.anonymous(SOURCE).json();
    assertFalse(gone.path("reachable").asBoolean(true));
    assertEquals("SOURCE_UNAVAILABLE", gone.path("reason").asText());
    assertTrue(api.logged().contains("\"code\":\"SOURCE_UNAVAILABLE\""), api.logged());
    assertTrue(gone.get("latency_ms").isNull());
  }
}
