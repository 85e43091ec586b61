package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.await;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.JobFailure;
import com.campaignsync.domain.store.Lease;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 10);

  private final ConnectionFixture fixture = new ConnectionFixture();
  private final PostgresJobStore jobs = new PostgresJobStore(ConnectionFixture.DATABASE);
  private final PostgresConnectionStore connections =
      new PostgresConnectionStore(ConnectionFixture.DATABASE);
  private final Lease lease = fixture.lease();

  private void synced(LocalDate first, LocalDate last) {
    synced(fixture, lease, "campaign_metrics", first, last);
  }

  private void synced(
      ConnectionFixture of, Lease held, String entity, LocalDate first, LocalDate last) {
    UUID job = of.newJob("pending", "incremental_sync", entity);
    await(jobs.start(job, held, DayWindow.inclusive(first, last)));
    await(jobs.succeed(job, held, false, Map.of()));
  }

  private Map<Entity, LocalDate> through() {
    return get(connections.find(fixture.id)).syncedThrough();
  }

  private void assertThrough(LocalDate day) {
    assertEquals(Map.of(Entity.CAMPAIGN_METRICS, day), through());
  }

  @Test
  void firstSync_setsIt() {
    assertEquals(Map.of(), through());
    synced(DAY, DAY.plusDays(2));
    assertThrough(DAY.plusDays(2));
  }

  @Test
  void aWindowThatConnects_movesIt() {
    synced(DAY, DAY);
    synced(DAY.plusDays(1), DAY.plusDays(3));
    assertThrough(DAY.plusDays(3));
  }

  @Test
  void aWindowBehindAGap_leavesIt() {
    synced(DAY, DAY);
    synced(DAY.plusDays(2), DAY.plusDays(3));
    assertThrough(DAY);
  }

  @Test
  void anOlderWindow_neverMovesItBack() {
    synced(DAY, DAY);
    synced(DAY.minusDays(40), DAY.minusDays(20));
    assertThrough(DAY);
  }

  @Test
  void aFailure_leavesIt() {
    UUID job = fixture.newJob("pending");
    await(jobs.start(job, lease, DayWindow.inclusive(DAY, DAY)));
    await(jobs.fail(job, lease, new JobFailure("X", "y", false)));
    assertEquals(Map.of(), through());
  }

  @Test
  void entities_moveEachForItself() {
    synced(DAY, DAY);
    synced(fixture, lease, "asset_metrics", DAY, DAY.plusDays(5));
    assertEquals(
        Map.of(Entity.CAMPAIGN_METRICS, DAY, Entity.ASSET_METRICS, DAY.plusDays(5)), through());
  }

  /** Two zones that never have the same day; UTC+14 is written as Java and the tenants mean it. */
  @Test
  void daysToCome_areNotSyncedYetInTheTenantsZone() {
    for (String zone : new String[] {"Pacific/Kiritimati", "Etc/GMT+12", "UTC+14"}) {
      ConnectionFixture there = new ConnectionFixture("T" + UUID.randomUUID(), zone);
      LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneId.of(zone));
      synced(there, there.lease(), "campaign_metrics", today.minusDays(3), today.plusDays(9));
      assertEquals(
          Map.of(Entity.CAMPAIGN_METRICS, today),
          get(connections.find(there.id)).syncedThrough(),
          zone);
    }
  }

  @Test
  void aWindowOfDaysToCome_setsNothing() {
    LocalDate tomorrow = LocalDate.ofInstant(Instant.now(), ZoneId.of("UTC")).plusDays(2);
    synced(tomorrow, tomorrow.plusDays(3));
    assertEquals(Map.of(), through());
  }
}
