package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.source.SourceState.Partitions;
import com.campaignsync.domain.store.Watermark;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides from free metadata which days have to be read. Pure. */
final class ChangeGate {

  /** Watermark of a day whose source tells no time: equal to no real one, so it is read again. */
  static final Instant UNKNOWN = Instant.EPOCH;

  private ChangeGate() {}

  /**
   * The days of the window that moved at the source since they were stored.
   *
   * @param state the source, seen before any read
   * @param watermarks for each day ever read, what is in the store
   * @param window the days the sync looks at
   * @param jobId the job that asks: where no time tells what moved, a day that it has stored itself
   *     is not read again, so that a job that was interrupted gets to its end
   */
  static GateDecision moved(
      SourceState state, Map<LocalDate, Watermark> watermarks, DayWindow window, UUID jobId) {
    Partitions partitions = state.partitions();
    if (state.streamingBuffer()) {
      return everyDay(state, watermarks, window, jobId, "streaming_buffer");
    }
    if (partitions != null) {
      Predicate<LocalDate> moved =
          day ->
              isPresent(partitions, day) && !isStored(partitions.modifiedAt(day), day, watermarks);
      return read(state, window.stream().filter(moved).toList(), "partitions");
    }
    Instant modifiedAt = state.modifiedAt();
    if (modifiedAt == null) {
      return everyDay(state, watermarks, window, jobId, "ungated: " + state.ungatedReason());
    }
    Predicate<LocalDate> moved = day -> !isStored(modifiedAt, day, watermarks);
    return read(state, window.stream().filter(moved).toList(), "table");
  }

  /**
   * Every day of the window, moved or not, except those that this very job has stored already: a
   * job that was interrupted goes on where it was.
   */
  static GateDecision everyDay(
      SourceState state,
      Map<LocalDate, Watermark> watermarks,
      DayWindow window,
      UUID jobId,
      String reason) {
    Predicate<LocalDate> open =
        day -> !watermarks.containsKey(day) || !watermarks.get(day).jobId().equals(jobId);
    return read(state, window.stream().filter(open).toList(), reason);
  }

  /** These days, and no others. */
  static GateDecision days(SourceState state, Set<LocalDate> days, String reason) {
    return read(state, days, reason);
  }

  private static boolean isPresent(Partitions partitions, LocalDate day) {
    return partitions.modifiedAt(day) != null;
  }

  private static boolean isStored(
      @Nullable Instant modifiedAt, LocalDate day, Map<LocalDate, Watermark> watermarks) {
    Watermark mark = watermarks.get(day);
    return mark != null && mark.sourceModifiedAt().equals(modifiedAt);
  }

  private static GateDecision read(SourceState state, Collection<LocalDate> days, String reason) {
    Map<LocalDate, Instant> times =
        days.stream()
            .collect(
                Collectors.toMap(
                    day -> day, day -> watermark(state, day), (one, same) -> one, TreeMap::new));
    return new GateDecision(DayWindows.contiguous(times.keySet()), times, reason);
  }

  /**
   * Rows in a streaming buffer move their partition when they leave it, so a partition's time
   * stands for what is read now; a whole table's does not, because it moves all the while.
   */
  private static Instant watermark(SourceState state, LocalDate day) {
    Partitions partitions = state.partitions();
    Instant table = state.streamingBuffer() ? null : state.modifiedAt();
    Instant time = partitions == null ? table : partitions.modifiedAt(day);
    return time == null ? UNKNOWN : time;
  }
}
