package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.SourceState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides from free metadata which days have to be read. Pure. */
final class ChangeGate {

  /** Watermark of a day whose source tells no time: equal to no real one, so it is read again. */
  private static final Instant UNKNOWN = Instant.EPOCH;

  private ChangeGate() {}

  /**
   * @param state the source, seen before any read
   * @param watermarks for each day ever read, its source's modification time then
   * @param window the days the sync looks at
   */
  static GateDecision decide(
      SourceState state, Map<LocalDate, Instant> watermarks, DayWindow window) {
    Map<LocalDate, Instant> times = state.partitionTimes();
    if (state.streamingBuffer()) {
      return wholeWindow(window, times == null ? Map.of() : times, "streaming_buffer");
    }
    if (times != null) {
      return movedDays(times, watermarks, window);
    }
    return byTable(state.modifiedAt(), watermarks, window, state.ungatedReason());
  }

  private static GateDecision movedDays(
      Map<LocalDate, Instant> times, Map<LocalDate, Instant> watermarks, DayWindow window) {
    Map<LocalDate, Instant> moved = new TreeMap<>();
    times.forEach(
        (day, time) -> {
          if (window.contains(day) && !time.equals(watermarks.get(day))) {
            moved.put(day, time);
          }
        });
    return new GateDecision(contiguous(moved.keySet()), moved, "partitions");
  }

  private static GateDecision byTable(
      @Nullable Instant modifiedAt,
      Map<LocalDate, Instant> watermarks,
      DayWindow window,
      @Nullable String ungatedReason) {
    if (modifiedAt == null) {
      return wholeWindow(window, Map.of(), "ungated: " + ungatedReason);
    }
    Map<LocalDate, Instant> times =
        window.stream().collect(Collectors.toMap(d -> d, d -> modifiedAt));
    if (window.stream().allMatch(day -> modifiedAt.equals(watermarks.get(day)))) {
      return new GateDecision(List.of(), Map.of(), "table");
    }
    return wholeWindow(window, times, "table");
  }

  private static GateDecision wholeWindow(
      DayWindow window, Map<LocalDate, Instant> times, String reason) {
    Map<LocalDate, Instant> known =
        window.stream().collect(Collectors.toMap(d -> d, d -> times.getOrDefault(d, UNKNOWN)));
    return new GateDecision(List.of(window), known, reason);
  }

  /** Sorted days as the fewest windows. */
  private static List<DayWindow> contiguous(Collection<LocalDate> sortedDays) {
    List<DayWindow> windows = new ArrayList<>();
    for (LocalDate day : sortedDays) {
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
