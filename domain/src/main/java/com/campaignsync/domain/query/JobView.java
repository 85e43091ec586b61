package com.campaignsync.domain.query;

import com.campaignsync.domain.store.JobStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sync job as the API shows it.
 *
 * @param id its id
 * @param status where it stands; of a group of jobs, where the group stands
 * @param columns the columns of {@code sync_jobs} by name: texts, numbers, nulls, and maps and
 *     lists for JSON
 */
public record JobView(UUID id, JobStatus status, Map<String, @Nullable Object> columns) {

  /** Copies the columns, in their order. */
  public JobView {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** Whether somebody who watches the job would want to see it again after {@code before}. */
  public boolean isNewsAfter(JobView before) {
    return status != before.status
        || !String.valueOf(columns.get("records_processed"))
            .equals(String.valueOf(before.columns.get("records_processed")));
  }
}
