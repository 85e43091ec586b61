package com.campaignsync.domain.source;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/**
 * A finished query and its rows.
 *
 * @param jobId BigQuery's id of the job, {@code project:location.id}
 * @param startedAt start of the job: the version of everything it read
 * @param bytesBilled bytes billed, whole MiB
 * @param recordsByConnection the records of one of the request's targets: one per key, in order of
 *     the day; streamed, bounded in memory, to be subscribed to once per connection, in any order
 */
public record SourceRead(
    String jobId,
    Instant startedAt,
    long bytesBilled,
    Function<UUID, Flux<SourceRecord>> recordsByConnection) {

  /** The records of one target. */
  public Flux<SourceRecord> recordsOf(UUID connectionId) {
    return recordsByConnection.apply(connectionId);
  }
}
