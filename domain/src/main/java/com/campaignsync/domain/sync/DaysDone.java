package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.LoadCounts;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** What became of the days that one run of a job has read and stored. */
final class DaysDone {

  private final ReadDigests read = new ReadDigests();
  private final Set<LocalDate> stored = new ConcurrentSkipListSet<>();
  private final Set<LocalDate> guarded = new ConcurrentSkipListSet<>();
  private final Set<LocalDate> rejected = new ConcurrentSkipListSet<>();
  private final Set<LocalDate> unproven = new ConcurrentSkipListSet<>();

  /** A record on its way to the store. */
  void read(SourceRecord record) {
    read.add(record);
  }

  /** What was read of a day: the source itself, as the run has seen it. */
  DayDigest read(LocalDate day) {
    return read.of(day);
  }

  /** These days are stored. */
  void add(Collection<LocalDate> days, LoadCounts counts) {
    stored.addAll(days);
    guarded.addAll(counts.guardedDays());
    if (counts.rejected() > 0) {
      rejected.addAll(days);
    }
  }

  /** Days without a record whose stored rows stay, because that proves nothing. */
  void addUnproven(Collection<LocalDate> days) {
    unproven.addAll(days);
  }

  boolean contains(LocalDate day) {
    return stored.contains(day);
  }

  boolean isUnproven(LocalDate day) {
    return unproven.contains(day);
  }

  /** Whether a day's rows were kept, because too many would have gone. */
  boolean isGuarded(LocalDate day) {
    return guarded.contains(day);
  }

  /** Whether a record of the day, or of one stored together with it, was rejected. */
  boolean mayHaveRejects(LocalDate day) {
    return rejected.contains(day);
  }

  /** For the job: days whose stored rows nobody may delete, not even by force. */
  Map<String, Object> notes() {
    return unproven.isEmpty()
        ? Map.of()
        : Map.of(
            "unproven_days", new TreeSet<>(unproven).stream().map(LocalDate::toString).toList());
  }
}
