package com.campaignsync.adapters.bigquery;

import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.TableId;
import java.time.Instant;

/**
 * A query that has ended well.
 *
 * @param id its job
 * @param startedAt start of the job: the version of everything it read
 * @param bytesBilled bytes billed, whole MiB
 * @param result the anonymous table of its rows, in the statement's order; kept about 24 hours
 */
record FinishedQuery(JobId id, Instant startedAt, long bytesBilled, TableId result) {

  /** {@code project:location.id}, as BigQuery's own tools write it. */
  String name() {
    return "%s:%s.%s".formatted(id.getProject(), id.getLocation(), id.getJob());
  }
}
