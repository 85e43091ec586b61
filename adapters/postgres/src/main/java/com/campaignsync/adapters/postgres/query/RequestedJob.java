package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Between the columns of {@code sync_jobs} and a job as the one who asks for it knows it. */
final class RequestedJob {

  private RequestedJob() {}

  static String wireName(NewJob.Trigger trigger) {
    return trigger.name().toLowerCase(Locale.ROOT);
  }

  static void bindWindow(
      Statement statement, String start, String end, @Nullable DayWindow window) {
    SqlStatement.bindNullable(
        statement, start, window == null ? null : window.firstDay(), LocalDate.class);
    SqlStatement.bindNullable(
        statement, end, window == null ? null : window.lastDay(), LocalDate.class);
  }

  static SyncJob read(Readable row, TenantId tenantId) {
    LocalDate start = row.get("start_date", LocalDate.class);
    LocalDate end = row.get("end_date", LocalDate.class);
    return new SyncJob(
        Objects.requireNonNull(row.get("id", UUID.class)),
        Objects.requireNonNull(row.get("connection_id", UUID.class)),
        tenantId,
        Entity.ofWireName(text(row, "entity")),
        JobType.valueOf(text(row, "job_type").toUpperCase(Locale.ROOT)),
        JobStatus.valueOf(text(row, "status").toUpperCase(Locale.ROOT)),
        start == null || end == null ? null : DayWindow.inclusive(start, end),
        Objects.requireNonNull(row.get("forced", Boolean.class)),
        Objects.requireNonNull(row.get("retry_count", Integer.class)),
        Objects.requireNonNull(row.get("max_retries", Integer.class)));
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }
}
