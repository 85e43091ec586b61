package com.campaignsync.domain.sync;

import com.campaignsync.domain.source.SourceRecord;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import reactor.core.publisher.Flux;

/** Whole consecutive days of one read, few enough to be stored in one transaction. */
final class DayChunk {

  private final Set<LocalDate> days = new ConcurrentSkipListSet<>();
  private final Flux<SourceRecord> records;

  private DayChunk(Flux<SourceRecord> records) {
    this.records = records.doOnNext(record -> days.add(record.day()));
  }

  /** Streamed; to be subscribed to once. */
  Flux<SourceRecord> records() {
    return records;
  }

  /** The days seen so far; complete when {@link #records} has ended. */
  Set<LocalDate> days() {
    return days;
  }

  /**
   * Cuts a read into chunks, streaming: a chunk ends with the day in which it reaches {@code
   * recordsWanted}. One huge day is one chunk.
   *
   * @param records ordered by day; fails with IllegalStateException where they are not
   */
  static Flux<DayChunk> split(Flux<SourceRecord> records, long recordsWanted) {
    return Flux.defer(
        () -> {
          Boundary boundary = new Boundary(recordsWanted);
          return records
              .doOnNext(boundary::refuseDisorder)
              .windowUntil(boundary::isBefore, true)
              .map(DayChunk::new);
        });
  }

  /** Remembers where the current chunk stands. */
  private static final class Boundary {
    private final long recordsWanted;
    private LocalDate day = LocalDate.MIN;
    private long records;

    Boundary(long recordsWanted) {
      this.recordsWanted = recordsWanted;
    }

    void refuseDisorder(SourceRecord record) {
      if (record.day().isBefore(day)) {
        throw new IllegalStateException(
            "source rows are out of order: %s after %s".formatted(record.day(), day));
      }
    }

    boolean isBefore(SourceRecord record) {
      boolean cut = records >= recordsWanted && !record.day().equals(day);
      records = cut ? 1 : records + 1;
      day = record.day();
      return cut;
    }
  }
}
