package com.campaignsync.domain.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayWindowTest {

  private static final LocalDate FIRST = LocalDate.of(2024, 2, 28);

  @Test
  void inclusive_holdsBothEnds() {
    DayWindow window = DayWindow.inclusive(FIRST, FIRST.plusDays(2));

    assertEquals(3, window.days());
    assertTrue(window.contains(FIRST));
    assertTrue(window.contains(LocalDate.of(2024, 3, 1)));
    assertFalse(window.contains(LocalDate.of(2024, 3, 2)));
    assertEquals(LocalDate.of(2024, 3, 1), window.lastDay());
  }

  @Test
  void emptyReversedAndEndlessWindows_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> new DayWindow(FIRST, FIRST));
    assertThrows(IllegalArgumentException.class, () -> new DayWindow(FIRST, FIRST.minusDays(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DayWindow(FIRST, FIRST.plusDays(DayWindow.DAYS_MAX + 1L)));
  }

  @Test
  void months_coverTheWindowAcrossAYearsEnd() {
    DayWindow window = DayWindow.inclusive(LocalDate.of(2023, 12, 31), LocalDate.of(2024, 2, 1));

    assertEquals(
        List.of(YearMonth.of(2023, 12), YearMonth.of(2024, 1), YearMonth.of(2024, 2)),
        window.months().toList());
  }

  @Test
  void months_ofAWindowThatEndsWithItsMonthLeaveOutTheNext() {
    DayWindow window = new DayWindow(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 2, 1));

    assertEquals(List.of(YearMonth.of(2024, 1)), window.months().toList());
  }
}
