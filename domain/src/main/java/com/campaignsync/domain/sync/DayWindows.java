package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Days as the fewest windows. */
final class DayWindows {

  private DayWindows() {}

  static List<DayWindow> contiguous(Collection<LocalDate> days) {
    SortedSet<LocalDate> sorted = new TreeSet<>(days);
    List<DayWindow> windows = new ArrayList<>();
    for (LocalDate day : sorted) {
      int last = windows.size() - 1;
      if (last >= 0 && windows.get(last).endDay().equals(day)) {
        windows.set(last, DayWindow.inclusive(windows.get(last).firstDay(), day));
      } else {
        windows.add(DayWindow.inclusive(day, day));
      }
    }
    return windows;
  }
}
