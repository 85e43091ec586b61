package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.SchedulerStatus;
import com.campaignsync.domain.query.ServiceHealth;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What health says of the scheduler, over fakes. */
class ScheduleHealthApiTest extends OperationsFixture {

  @Test
  void health_tellsWhenTheSchedulerRunsNext() {
    assertEquals(
        "{\"running\":true,\"next_run\":\"2026-03-29T00:00:00Z\",\"reason\":null}",
        api.anonymous("/health").json().path("scheduler").toString());
    assertEquals(1, operations.asked);
    now.set(NOW.plusSeconds(59));
    api.anonymous("/health");
    assertEquals(1, operations.asked);
    now.set(NOW.plusSeconds(60));
    api.anonymous("/health");
    assertEquals(2, operations.asked);
  }

  @Test
  void health_asksAgainOnceTheRunHasPassed() {
    operations.status = Mono.just(SchedulerStatus.running(NOW.plusSeconds(20), false));
    api.anonymous("/health");
    now.set(NOW.plusSeconds(19));
    api.anonymous("/health");
    assertEquals(1, operations.asked);
    now.set(NOW.plusSeconds(20));
    api.anonymous("/health");
    assertEquals(2, operations.asked);
  }

  @Test
  void schedulerThatCannotBeAsked_isUnknownAndNothingWorse() {
    fakes.health =
        Mono.just(
            new ServiceHealth(
                Optional.of(NOW), Optional.empty(), Optional.empty(), Optional.empty()));
    operations.status = Mono.just(SchedulerStatus.unknown(SchedulerStatus.Reason.SCHEDULER_DENIED));
    JsonNode body = api.anonymous("/health").json();
    assertEquals("healthy", body.path("status").asText());
    assertEquals(
        "{\"running\":null,\"next_run\":null,\"reason\":\"SCHEDULER_DENIED\"}",
        body.path("scheduler").toString());
    assertTrue(api.logged().contains("\"code\":\"SCHEDULER_DENIED\""), api.logged());
  }

  @Test
  void schedulerThatHangs_holdsUpNoHealthCheck() {
    operations.status = Mono.never();
    JsonNode body = api.anonymous("/health").json();
    assertEquals("healthy", body.path("status").asText());
    assertEquals("SCHEDULER_UNREACHABLE", body.path("scheduler").path("reason").asText());
  }

  @Test
  void pausedScheduler_degradesWhatWaitsForIt() {
    fakes.health =
        Mono.just(
            new ServiceHealth(
                Optional.of(NOW), Optional.empty(), Optional.empty(), Optional.empty()));
    operations.status = Mono.just(SchedulerStatus.stopped(SchedulerStatus.Reason.SCHEDULER_PAUSED));
    TestApi.Answer answer = api.anonymous("/api/campaign-sync/health");
    assertEquals(200, answer.status());
    assertEquals("degraded", answer.json().path("status").asText());
    assertEquals("[\"SCHEDULER_STOPPED\"]", answer.json().path("reasons").toString());
    assertFalse(answer.json().path("scheduler").path("running").asBoolean(true));
  }
}
