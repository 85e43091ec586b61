package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.NewJob;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Keeps planned jobs as pending, those that are not known yet. */
final class PlanJobs {

  private static final SqlStatement SQL = SqlStatement.of(PlanJobs.class);

  private PlanJobs() {}

  /** The connections that got a new job. */
  static Mono<List<UUID>> run(Connection connection, @Nullable UUID headId, List<NewJob> jobs) {
    return SQL.rows(
            connection,
            statement -> bind(statement, headId, jobs),
            row -> Columns.required(row, "connection_id", UUID.class))
        .collectList();
  }

  private static void bind(Statement statement, @Nullable UUID headId, List<NewJob> jobs) {
    List<Map<String, @Nullable Object>> rows = jobs.stream().map(PlanJobs::row).toList();
    statement.bind("$1", NotesJson.write(Map.of("jobs", rows)));
    SqlStatement.bindNullable(statement, "$2", headId, UUID.class);
  }

  private static Map<String, @Nullable Object> row(NewJob job) {
    DayWindow window = job.window();
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("parent_job_id", job.parentJobId());
    row.put("connection_id", job.connectionId());
    row.put("tenant_id", job.tenantId().value());
    row.put("entity", job.entity().wireName());
    row.put("job_type", job.type().wireName());
    row.put("start_date", window == null ? null : window.firstDay());
    row.put("end_date", window == null ? null : window.lastDay());
    row.put("forced", job.forced());
    row.put("triggered_by", job.trigger().name().toLowerCase(Locale.ROOT));
    row.put("triggered_by_user_id", job.userId());
    row.put("idempotency_key", job.idempotencyKey());
    return row;
  }
}
