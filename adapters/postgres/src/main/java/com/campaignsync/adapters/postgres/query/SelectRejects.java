package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.RejectFilter;
import com.campaignsync.domain.store.RejectedRow;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** A page of rejected rows. */
final class SelectRejects {

  private static final SqlStatement SQL = SqlStatement.of(SelectRejects.class);

  private SelectRejects() {}

  /** The newest first. */
  static Mono<List<RejectedRow>> run(
      Connection connection, RejectFilter filter, long beforeId, int limit) {
    return SQL.rows(
            connection,
            statement -> {
              RejectSelection.bind(statement, filter);
              statement.bind("$7", beforeId).bind("$8", limit);
            },
            SelectRejects::read)
        .collectList();
  }

  private static RejectedRow read(Readable row) {
    return new RejectedRow(
        required(row, "id", Long.class),
        required(row, "job_id", UUID.class),
        required(row, "connection_id", UUID.class),
        Entity.ofWireName(required(row, "entity", String.class)),
        row.get("metric_date", LocalDate.class),
        required(row, "reason", String.class),
        required(row, "raw_row", String.class),
        required(row, "created_at", Instant.class),
        row.get("resolved_at", Instant.class));
  }

  private static <T> T required(Readable row, String column, Class<T> type) {
    return Objects.requireNonNull(row.get(column, type), column);
  }
}
