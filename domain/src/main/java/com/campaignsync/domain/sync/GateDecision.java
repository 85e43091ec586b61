package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a sync has to read.
 *
 * @param days the days to read, as disjoint windows in order; empty if nothing changed
 * @param sourceModifiedAt for each of these days, the modification time that becomes its watermark
 * @param reason how it was decided, for the job: stable words
 */
record GateDecision(List<DayWindow> days, Map<LocalDate, Instant> sourceModifiedAt, String reason) {

  boolean nothingToRead() {
    return days.isEmpty();
  }

  Set<YearMonth> months() {
    return days.stream().flatMap(DayWindow::months).collect(Collectors.toSet());
  }

  long dayCount() {
    return days.stream().mapToLong(DayWindow::days).sum();
  }
}
