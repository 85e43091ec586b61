package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.metric.DayWindow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which days are read, in literals: only literals are sure to prune partitions. */
final class DayFilter {

  private DayFilter() {}

  /**
   * @param date the column
   * @param days disjoint windows; single days become a list, longer ones ranges
   */
  static String of(String date, List<DayWindow> days) {
    List<String> alternatives = new ArrayList<>();
    String single =
        days.stream()
            .filter(window -> window.days() == 1)
            .map(window -> literal(window.firstDay()))
            .collect(Collectors.joining(", "));
    if (!single.isEmpty()) {
      alternatives.add("%s IN (%s)".formatted(date, single));
    }
    days.stream()
        .filter(window -> window.days() > 1)
        .map(window -> range(date, window))
        .forEach(alternatives::add);
    return "(" + String.join(" OR ", alternatives) + ")";
  }

  private static String range(String date, DayWindow window) {
    return "(%1$s >= %2$s AND %1$s < %3$s)"
        .formatted(date, literal(window.firstDay()), literal(window.endDay()));
  }

  private static String literal(LocalDate day) {
    return "DATE '" + day + "'";
  }
}
