package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of sync_jobs as the one who runs it needs it. */
final class JobRow {

  private JobRow() {}

  static SyncJob read(Readable row) {
    return new SyncJob(
        Columns.required(row, "id", UUID.class),
        Columns.required(row, "connection_id", UUID.class),
        new TenantId(Columns.text(row, "tenant_id")),
        Entity.ofWireName(Columns.text(row, "entity")),
        JobType.valueOf(Columns.text(row, "job_type").toUpperCase(Locale.ROOT)),
        status(row),
        window(row.get("start_date", LocalDate.class), row.get("end_date", LocalDate.class)),
        Columns.required(row, "forced", Boolean.class),
        Columns.required(row, "retry_count", Integer.class),
        Columns.required(row, "max_retries", Integer.class),
        campaigns(row.get("campaign_ids", String[].class)));
  }

  private static Set<String> campaigns(String @Nullable [] ids) {
    return ids == null ? Set.of() : Set.of(ids);
  }

  static JobStatus status(Readable row) {
    return JobStatus.valueOf(Columns.text(row, "status").toUpperCase(Locale.ROOT));
  }

  /** The table's last day is inclusive. */
  private static @Nullable DayWindow window(@Nullable LocalDate first, @Nullable LocalDate last) {
    return first == null || last == null ? null : DayWindow.inclusive(first, last);
  }
}
