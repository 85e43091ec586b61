package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The records of one connection, complete or not at all: each row says how many there are, and the
 * last record is kept back until as many have come. A stream that ends early fails before its last
 * day looks whole.
 */
final class CompleteRecords {

  private final Entity entity;
  private long expected = -1;
  private long received;
  private @Nullable SourceRecord held;

  private CompleteRecords(Entity entity) {
    this.entity = entity;
  }

  /**
   * The records of the rows of one connection.
   *
   * @param rows read one at a time, never kept
   */
  static Flux<SourceRecord> of(Entity entity, Flux<? extends Cells> rows) {
    return Flux.defer(
        () -> {
          CompleteRecords complete = new CompleteRecords(entity);
          return rows.<SourceRecord>handle(
                  (row, sink) -> {
                    SourceRecord before = complete.accept(row);
                    if (before != null) {
                      sink.next(before);
                    }
                  })
              .concatWith(Mono.defer(complete::last));
        });
  }

  /** Takes a row, gives the record of the one before. */
  private @Nullable SourceRecord accept(Cells row) {
    long rows = row.integer(ResultLayout.TARGET_ROWS);
    if (expected >= 0 && (rows != expected || received == expected)) {
      throw ResultPages.broken("more than %d rows of a connection came", expected);
    }
    expected = rows;
    if (rows == 0) {
      return null;
    }
    SourceRecord next = RecordReader.read(entity, row);
    SourceRecord before = held;
    if (before != null && next.day().isBefore(before.day())) {
      throw ResultPages.broken("%s came after %s", next.day(), before.day());
    }
    received++;
    held = next;
    return before;
  }

  private Mono<SourceRecord> last() {
    if (received != expected) {
      return Mono.error(
          expected < 0
              ? ResultPages.broken("not a row of a connection came")
              : ResultPages.broken("%d of a connection's %d rows came", received, expected));
    }
    return Mono.justOrEmpty(held);
  }
}
