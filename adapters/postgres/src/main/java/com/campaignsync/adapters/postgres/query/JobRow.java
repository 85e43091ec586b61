package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.JobView;
import com.campaignsync.domain.store.JobStatus;
import io.r2dbc.spi.Readable;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code sync_jobs} as the API shows it. */
final class JobRow {

  private JobRow() {}

  static JobView read(Readable row) {
    Map<String, @Nullable Object> columns = ColumnReader.columns(row);
    UUID id = Objects.requireNonNull(row.get("id", UUID.class));
    String status = Objects.requireNonNull(row.get("status", String.class));
    return new JobView(id, JobStatus.valueOf(status.toUpperCase(Locale.ROOT)), columns);
  }
}
