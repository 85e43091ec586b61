package com.campaignsync.domain.source;

import java.util.Map;
import java.util.UUID;

/**
 * What a source holds that names no day, per connection.
 *
 * @param jobId BigQuery's id of the job, {@code project:location.id}
 * @param bytesBilled bytes billed, whole MiB
 * @param rows per connection; all of the request's are there
 */
public record SourceUndated(String jobId, long bytesBilled, Map<UUID, UndatedRows> rows) {}
