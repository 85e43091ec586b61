package com.campaignsync.domain.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Instant NOW = Instant.parse("2026-05-31T12:00:00Z");
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
  private static final Retention NINETY = Retention.ofDays(90);

  @Test
  void firstDay_isTheFirstOfTheMonthThatHoldsTheOldestDayAskedFor() {
    assertEquals(FIRST, NINETY.firstDay(NOW));
    assertEquals(FIRST, NINETY.firstDay(Instant.parse("2026-06-29T11:59:59Z")));
  }

  /** Noon in UTC is midnight at -12: before it, yesterday is still somebody's today. */
  @Test
  void firstDay_countsFromTheEarliestTodayThereIs() {
    assertEquals(FIRST, Retention.ofDays(91).firstDay(NOW));
    assertEquals(
        LocalDate.of(2026, 2, 1),
        Retention.ofDays(91).firstDay(Instant.parse("2026-05-31T11:59:59Z")));
  }

  @Test
  void clip_leavesTheDaysThatAreKept() {
    assertEquals(
        new DayWindow(FIRST, FIRST.plusDays(9)),
        NINETY.clip(new DayWindow(FIRST.minusDays(400), FIRST.plusDays(9)), NOW));
    DayWindow kept = new DayWindow(FIRST, FIRST.plusDays(1));
    assertEquals(kept, NINETY.clip(kept, NOW));
    assertNull(NINETY.clip(new DayWindow(FIRST.minusDays(9), FIRST), NOW));
  }

  @Test
  void drops_beginsTheDayBeforeTheFirstKept() {
    assertTrue(NINETY.drops(FIRST.minusDays(1), NOW));
    assertFalse(NINETY.drops(FIRST, NOW));
  }

  @Test
  void zeroDays_keepEverything() {
    DayWindow old = new DayWindow(LocalDate.of(1990, 1, 1), FIRST);

    assertNull(Retention.ofDays(0).firstDay(NOW));
    assertEquals(old, Retention.ofDays(0).clip(old, NOW));
    assertFalse(Retention.ofDays(0).drops(old.firstDay(), NOW));
  }

  @Test
  void nothingKept_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> Retention.ofDays(-1));
    assertThrows(IllegalArgumentException.class, () -> new Retention(0));
  }
}
