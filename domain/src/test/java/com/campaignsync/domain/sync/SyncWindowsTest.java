package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SyncWindowsTest {

  /** Already the 2nd in Auckland, still the 1st in UTC and the evening before in Los Angeles. */
  private static final Instant NOW = Instant.parse("2026-03-01T12:30:00Z");

  @Test
  void todayIsTheTenantsDay() {
    assertEquals(
        LocalDate.of(2026, 3, 2),
        SyncWindows.incremental(connection("Pacific/Auckland", 7, NOW), NOW).lastDay());
    assertEquals(
        LocalDate.of(2026, 2, 28),
        SyncWindows.incremental(
                connection("America/Los_Angeles", 7, NOW), Instant.parse("2026-03-01T07:59:59Z"))
            .lastDay());
  }

  @Test
  void theFirstSyncLooksBackThirtyDaysOrTheLookbackIfLonger() {
    assertEquals(
        DayWindow.inclusive(LocalDate.of(2026, 1, 30), LocalDate.of(2026, 3, 1)),
        SyncWindows.incremental(connection("UTC", 7, null), NOW));
    assertEquals(
        LocalDate.of(2025, 11, 21),
        SyncWindows.incremental(connection("UTC", 100, null), NOW).firstDay());
  }

  @Test
  void aRecentSuccessLeavesTheLookback() {
    assertEquals(
        LocalDate.of(2026, 2, 22),
        SyncWindows.incremental(connection("UTC", 7, NOW.minusSeconds(60)), NOW).firstDay());
  }

  @Test
  void aLongOutageIsCaughtUpFromTheDayOfTheLastSuccess() {
    Instant lastSuccess = Instant.parse("2025-12-24T23:59:59Z");

    assertEquals(
        LocalDate.of(2025, 12, 24),
        SyncWindows.incremental(connection("UTC", 7, lastSuccess), NOW).firstDay());
    assertEquals(
        LocalDate.of(2025, 12, 25),
        SyncWindows.incremental(connection("Pacific/Auckland", 7, lastSuccess), NOW).firstDay());
  }

  static AdConnection connection(String zone, int lookbackDays, @Nullable Instant lastSuccess) {
    return new AdConnection(
        UUID.fromString("00000000-0000-0000-0000-000000000001"),
        new TenantId("acme"),
        ZoneId.of(zone),
        "USD",
        "google_ads",
        null,
        new SourceMapping("campaign_metrics", Map.of()),
        lookbackDays,
        SyncFrequency.HOURLY,
        lastSuccess);
  }
}
