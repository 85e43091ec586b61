package com.campaignsync.domain.source;

import com.campaignsync.domain.metric.DayDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/**
 * What a source holds, per connection and day.
 *
 * @param jobId BigQuery's id of the job, {@code project:location.id}
 * @param startedAt start of the job: the version of everything it read
 * @param bytesBilled bytes billed, whole MiB
 * @param digests per connection, the days that have a key; a day that is not there has none. Keys
 *     that a sync would reject as they are read are counted apart
 */
public record SourceDigests(
    String jobId,
    Instant startedAt,
    long bytesBilled,
    Map<UUID, Map<LocalDate, DayDigest>> digests) {}
