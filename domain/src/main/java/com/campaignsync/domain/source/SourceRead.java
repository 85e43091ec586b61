package com.campaignsync.domain.source;

import java.time.Instant;
import reactor.core.publisher.Flux;

/**
 * A finished query and its rows.
 *
 * @param jobId BigQuery's id of the job, {@code project:location.id}
 * @param startedAt start of the job: the version of everything it read
 * @param bytesBilled bytes billed, whole MiB
 * @param records one per key, in order of the day; streamed, to be subscribed to once
 */
public record SourceRead(
    String jobId, Instant startedAt, long bytesBilled, Flux<SourceRecord> records) {}
