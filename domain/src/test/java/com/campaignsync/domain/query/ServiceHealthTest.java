package com.campaignsync.domain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.query.ServiceHealth.Reason;
import com.campaignsync.domain.query.ServiceHealth.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceHealthTest {

  private static final Instant NOW = Instant.parse("2026-03-29T01:00:00Z");
  private static final Optional<Instant> NEVER = Optional.empty();

  private static Optional<Instant> minutesAgo(int minutes) {
    return Optional.of(NOW.minusSeconds(60L * minutes));
  }

  private static final SchedulerStatus GOES = SchedulerStatus.running(NOW.plusSeconds(60), false);

  private static List<Reason> reasons(ServiceHealth health) {
    return health.reasons(GOES, NOW);
  }

  @Test
  void freshInstallation_isHealthyWithoutAScheduler() {
    ServiceHealth health = new ServiceHealth(NEVER, NEVER, NEVER, NEVER);
    SchedulerStatus none = SchedulerStatus.stopped(SchedulerStatus.Reason.SCHEDULER_JOB_MISSING);
    assertEquals(List.of(), health.reasons(none, NOW));
    assertEquals(Verdict.HEALTHY, ServiceHealth.verdict(health.reasons(none, NOW)));
  }

  @Test
  void aTickMissed_isDegraded() {
    assertEquals(List.of(), reasons(new ServiceHealth(minutesAgo(64), NEVER, NEVER, NEVER)));
    ServiceHealth overdue = new ServiceHealth(minutesAgo(65), NEVER, NEVER, NEVER);
    assertEquals(List.of(Reason.SYNC_OVERDUE), reasons(overdue));
    assertEquals(Verdict.DEGRADED, ServiceHealth.verdict(reasons(overdue)));
  }

  @Test
  void aFailureSinceTheLastSuccess_isDegraded() {
    assertEquals(
        List.of(Reason.SYNC_FAILING),
        reasons(new ServiceHealth(NEVER, NEVER, minutesAgo(10), minutesAgo(9))));
    assertEquals(
        List.of(Reason.SYNC_FAILING),
        reasons(new ServiceHealth(NEVER, NEVER, NEVER, minutesAgo(9))));
    assertEquals(List.of(), reasons(new ServiceHealth(NEVER, NEVER, minutesAgo(8), minutesAgo(9))));
  }

  @Test
  void aSchedulerThatStandsStill_isWrongOnlyWhereSomethingWaitsForIt() {
    SchedulerStatus paused = SchedulerStatus.stopped(SchedulerStatus.Reason.SCHEDULER_PAUSED);
    assertEquals(
        List.of(Reason.SCHEDULER_STOPPED),
        new ServiceHealth(minutesAgo(1), NEVER, NEVER, NEVER).reasons(paused, NOW));
    assertEquals(List.of(), new ServiceHealth(NEVER, NEVER, NEVER, NEVER).reasons(paused, NOW));
  }

  @Test
  void aSchedulerThatCannotBeAsked_isNothingWrong() {
    ServiceHealth health = new ServiceHealth(minutesAgo(1), NEVER, NEVER, NEVER);
    SchedulerStatus unknown = SchedulerStatus.unknown(SchedulerStatus.Reason.SCHEDULER_UNREACHABLE);
    assertEquals(Optional.empty(), unknown.running());
    assertEquals(List.of(), health.reasons(unknown, NOW));
  }

  @Test
  void aSchedulerWhoseMessagesAreNotTaken_isDegraded() {
    assertEquals(
        List.of(Reason.SCHEDULER_FAILING),
        new ServiceHealth(NEVER, NEVER, NEVER, NEVER)
            .reasons(SchedulerStatus.running(NOW.plusSeconds(60), true), NOW));
  }
}
