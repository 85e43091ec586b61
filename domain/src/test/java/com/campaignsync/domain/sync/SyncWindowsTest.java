package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.AdConnection;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SyncWindowsTest {

  /** Already the 2nd in Auckland, still the 1st in UTC and the evening before in Los Angeles. */
  private static final Instant NOW = Instant.parse("2026-03-01T12:30:00Z");

  private static final LocalDate THROUGH = LocalDate.of(2026, 3, 1);

  @Test
  void todayIsTheTenantsDay() {
    assertEquals(
        LocalDate.of(2026, 3, 2),
        incremental(Connections.of("Pacific/Auckland", 7, THROUGH), NOW).lastDay());
    assertEquals(
        LocalDate.of(2026, 2, 28),
        incremental(
                Connections.of("America/Los_Angeles", 7, THROUGH),
                Instant.parse("2026-03-01T07:59:59Z"))
            .lastDay());
  }

  @Test
  void theFirstSyncLooksBackThirtyDaysOrTheLookbackIfLonger() {
    assertEquals(
        DayWindow.inclusive(LocalDate.of(2026, 1, 30), LocalDate.of(2026, 3, 1)),
        incremental(Connections.of("UTC", 7, null), NOW));
    assertEquals(
        LocalDate.of(2025, 11, 21), incremental(Connections.of("UTC", 100, null), NOW).firstDay());
  }

  @Test
  void aRecentSuccessLeavesTheLookback() {
    assertEquals(
        LocalDate.of(2026, 2, 22), incremental(Connections.of("UTC", 7, THROUGH), NOW).firstDay());
  }

  @Test
  void aLongOutageIsCaughtUpFromTheLastDaySyncedWithoutAGap() {
    LocalDate through = LocalDate.of(2025, 12, 24);

    assertEquals(
        DayWindow.inclusive(through, LocalDate.of(2026, 3, 1)),
        incremental(Connections.of("UTC", 7, through), NOW));
  }

  @Test
  void eachEntityHasItsOwnProgress() {
    AdConnection connection = Connections.of("UTC", 7, LocalDate.of(2025, 12, 24));

    assertEquals(
        LocalDate.of(2026, 1, 30),
        SyncWindows.incremental(connection, Entity.ASSET_METRICS, NOW).firstDay());
  }

  @Test
  void aFullResyncTakesThirtyDaysUpToTheTenantsToday() {
    assertEquals(
        DayWindow.inclusive(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 2)),
        SyncWindows.fullResync(Connections.of("Pacific/Auckland", 7, null), NOW));
  }

  private static DayWindow incremental(AdConnection connection, Instant now) {
    return SyncWindows.incremental(connection, Entity.CAMPAIGN_METRICS, now);
  }
}
