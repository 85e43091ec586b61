package com.campaignsync.domain.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RetentionDayTest {

  /** Noon in UTC is midnight at -12: before it, yesterday is still somebody's today. */
  @Test
  void firstKept_countsFromTheEarliestTodayThereIs() {
    assertEquals(
        LocalDate.of(2026, 3, 1),
        RetentionDay.firstKept(Instant.parse("2026-05-31T11:59:59Z"), 90));
    assertEquals(
        LocalDate.of(2026, 3, 2),
        RetentionDay.firstKept(Instant.parse("2026-05-31T12:00:00Z"), 90));
  }

  @Test
  void firstKept_ofNothingKeptIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> RetentionDay.firstKept(Instant.EPOCH, 0));
  }
}
