package com.campaignsync.domain.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextRunTest {

  private static final ZoneId UTC = ZoneId.of("UTC");

  @ParameterizedTest
  @CsvSource({
    "5min, 2026-03-08T10:07:01Z, 2026-03-08T10:10:00Z",
    "10min, 2026-03-08T10:09:59.999Z, 2026-03-08T10:10:00Z",
    "30min, 2026-03-08T10:31:00Z, 2026-03-08T11:00:00Z",
    "hourly, 2026-03-08T23:59:00Z, 2026-03-09T00:00:00Z",
    "realtime, 2026-03-08T10:00:05Z, 2026-03-08T10:00:30Z",
    "daily, 2026-03-08T10:00:05Z, 2026-03-09T00:00:00Z"
  })
  void after_isTheNextSlotOfTheFrequency(String frequency, Instant now, Instant next) {
    assertEquals(next, NextRun.after(SyncFrequency.ofWireName(frequency), now, UTC));
  }

  @ParameterizedTest
  @CsvSource({
    "realtime, 2026-03-08T10:00:30Z, 2026-03-08T10:01:00Z",
    "5min, 2026-03-08T10:10:00Z, 2026-03-08T10:15:00Z",
    "hourly, 2026-03-08T10:00:00Z, 2026-03-08T11:00:00Z",
    "daily, 2026-03-08T00:00:00Z, 2026-03-09T00:00:00Z"
  })
  void after_excludesNow(String frequency, Instant now, Instant next) {
    assertEquals(next, NextRun.after(SyncFrequency.ofWireName(frequency), now, UTC));
  }

  @Test
  void after_isNeverForManual() {
    assertNull(NextRun.after(SyncFrequency.MANUAL, Instant.EPOCH, UTC));
  }

  @ParameterizedTest
  @CsvSource({
    // the day of 23 hours, and that of 25
    "America/New_York, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
    "America/New_York, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
    // midnight itself is skipped: the day starts at one o'clock
    "America/Santiago, 2026-09-05T12:00:00Z, 2026-09-06T04:00:00Z",
    // the tenant's tomorrow, not UTC's
    "Asia/Tokyo, 2026-03-08T14:59:00Z, 2026-03-08T15:00:00Z",
    "Asia/Tokyo, 2026-03-08T15:00:00Z, 2026-03-09T15:00:00Z"
  })
  void after_forDailyIsTheFirstInstantOfTheTenantsTomorrow(String zone, Instant now, Instant next) {
    assertEquals(next, NextRun.after(SyncFrequency.DAILY, now, ZoneId.of(zone)));
  }
}
