package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.LoadCounts;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** What became of the days that one run of a job has stored. */
final class DaysDone {

  private final Set<LocalDate> stored = new ConcurrentSkipListSet<>();
  private final Set<LocalDate> guarded = new ConcurrentSkipListSet<>();
  private final Set<LocalDate> rejected = new ConcurrentSkipListSet<>();
  private final Set<LocalDate> empty = new ConcurrentSkipListSet<>();

  /** Days of which records came. */
  void add(Collection<LocalDate> days, LoadCounts counts) {
    stored.addAll(days);
    guarded.addAll(counts.guardedDays());
    if (counts.rejected() > 0) {
      rejected.addAll(days);
    }
  }

  /** Days of which none came. */
  void addEmpty(Collection<LocalDate> days, LoadCounts counts) {
    add(days, counts);
    empty.addAll(days);
  }

  boolean contains(LocalDate day) {
    return stored.contains(day);
  }

  /** Whether it was read and no record came. */
  boolean isEmpty(LocalDate day) {
    return empty.contains(day);
  }

  /** Days whose rows were kept, because too many would have gone. */
  Set<LocalDate> guarded() {
    return guarded;
  }

  /** Whether a record of the day, or of one stored together with it, was rejected. */
  boolean mayHaveRejects(LocalDate day) {
    return rejected.contains(day);
  }
}
