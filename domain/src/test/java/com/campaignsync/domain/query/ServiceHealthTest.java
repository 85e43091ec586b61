package com.campaignsync.domain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.ServiceHealth.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceHealthTest {

  private static final Instant NOW = Instant.parse("2026-03-29T01:00:00Z");
  private static final Optional<Instant> NEVER = Optional.empty();

  private static Optional<Instant> minutesAgo(int minutes) {
    return Optional.of(NOW.minusSeconds(60L * minutes));
  }

  @Test
  void freshInstallation_isHealthyWithoutAScheduler() {
    ServiceHealth health = new ServiceHealth(NEVER, NEVER, NEVER, NEVER);
    assertEquals(Verdict.HEALTHY, health.verdict(NOW));
    assertFalse(health.isSchedulerRunning(NOW));
  }

  @Test
  void aTickMissed_isDegraded() {
    assertTrue(new ServiceHealth(minutesAgo(64), NEVER, NEVER, NEVER).isSchedulerRunning(NOW));
    ServiceHealth overdue = new ServiceHealth(minutesAgo(65), NEVER, NEVER, NEVER);
    assertFalse(overdue.isSchedulerRunning(NOW));
    assertEquals(Verdict.DEGRADED, overdue.verdict(NOW));
  }

  @Test
  void aFailureSinceTheLastSuccess_isDegraded() {
    assertEquals(
        Verdict.DEGRADED,
        new ServiceHealth(NEVER, NEVER, minutesAgo(10), minutesAgo(9)).verdict(NOW));
    assertEquals(
        Verdict.DEGRADED, new ServiceHealth(NEVER, NEVER, NEVER, minutesAgo(9)).verdict(NOW));
    assertEquals(
        Verdict.HEALTHY,
        new ServiceHealth(NEVER, NEVER, minutesAgo(8), minutesAgo(9)).verdict(NOW));
  }
}
