package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.JobNotice;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NoticeStore;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** Claims ended jobs of which nobody was told. */
final class ClaimNotices {

  private static final SqlStatement SQL = SqlStatement.of(ClaimNotices.class);

  private ClaimNotices() {}

  static Flux<JobNotice> run(
      Connection connection, Instant since, int limit, Duration visibleAgainAfter) {
    return SQL.rows(
        connection,
        statement ->
            statement
                .bind("$1", since)
                .bind("$2", limit)
                .bind("$3", Seconds.of(visibleAgainAfter))
                .bind("$4", NoticeStore.ATTEMPTS_MAX),
        ClaimNotices::read);
  }

  private static JobNotice read(Readable row) {
    return new JobNotice(
        Columns.required(row, "id", UUID.class),
        Columns.required(row, "connection_id", UUID.class),
        new TenantId(Columns.text(row, "tenant_id")),
        Entity.ofWireName(Columns.text(row, "entity")),
        JobType.valueOf(Columns.text(row, "job_type").toUpperCase(Locale.ROOT)),
        JobRow.status(row),
        Columns.required(row, "completed_at", Instant.class),
        Columns.count(row, "records_processed"),
        Columns.count(row, "records_failed"),
        row.get("error_code", String.class),
        row.get("error_message", String.class),
        Columns.required(row, "notice_attempts", Integer.class));
  }
}
