package com.campaignsync.domain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.DayWindow;
import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GranularityTest {

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  @Test
  void weeks_beginOnMondays_alsoAcrossYears() {
    assertEquals(day("2025-12-29"), Granularity.WEEK.periodStart(day("2026-01-01")));
    assertEquals(day("2025-12-29"), Granularity.WEEK.periodStart(day("2025-12-29")));
    assertEquals(day("2025-12-22"), Granularity.WEEK.periodStart(day("2025-12-28")));
    assertEquals(day("2026-12-28"), Granularity.WEEK.periodStart(day("2027-01-03")));
  }

  @Test
  void months_beginOnTheirFirst() {
    assertEquals(day("2024-02-01"), Granularity.MONTH.periodStart(day("2024-02-29")));
    assertEquals(day("2024-02-29"), Granularity.DAY.periodStart(day("2024-02-29")));
  }

  @Test
  void periods_areThoseThatTheWindowTouches() {
    for (Granularity granularity : Granularity.values()) {
      for (int first = 0; first < 40; first++) {
        for (int days = 1; days < 80; days += 7) {
          LocalDate start = day("2025-12-10").plusDays(first);
          TreeSet<LocalDate> starts = new TreeSet<>();
          for (int i = 0; i < days; i++) {
            starts.add(granularity.periodStart(start.plusDays(i)));
          }
          DayWindow window = new DayWindow(start, start.plusDays(days));
          assertEquals(starts.size(), granularity.periods(window), granularity + " " + window);
        }
      }
    }
  }

  @Test
  void names_areExact() {
    assertEquals(Optional.of(Granularity.WEEK), Granularity.of("week"));
    assertEquals(Optional.empty(), Granularity.of("WEEK"));
  }
}
