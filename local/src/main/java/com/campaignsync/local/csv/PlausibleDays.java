package com.campaignsync.local.csv;

import com.campaignsync.domain.metric.DayWindow;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Days that an ad report can be of. Others are slips of the pen, and one of them would stretch
 * every window beyond what a sync looks at.
 *
 * @param window the days taken
 */
public record PlausibleDays(DayWindow window) {

  /** Before the first banner. */
  private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);

  /** Budgets are planned ahead, and accounts live in zones ahead of ours. */
  private static final int YEARS_AHEAD = 2;

  /** The days plausible today. */
  public static PlausibleDays on(LocalDate today) {
    return new PlausibleDays(DayWindow.inclusive(FIRST, today.plusYears(YEARS_AHEAD)));
  }

  /**
   * @throws CsvProblem naming the file and line if the day is none of them
   */
  void require(LocalDate day, Path file, long line) {
    if (!window.contains(day)) {
      throw new CsvProblem(
          "%s line %d: metric_date is %s, want a day from %s to %s"
              .formatted(file, line, day, window.firstDay(), window.lastDay()));
    }
  }
}
