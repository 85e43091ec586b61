package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Which state of each source day the store holds. */
final class SelectWatermarks {

  private static final SqlStatement SQL = SqlStatement.of(SelectWatermarks.class);

  private SelectWatermarks() {}

  static Mono<Map<LocalDate, Instant>> run(
      Connection connection, UUID connectionId, Entity entity, DayWindow window) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", connectionId)
                    .bind("$2", entity.wireName())
                    .bind("$3", window.firstDay())
                    .bind("$4", window.endDay()),
            row ->
                Map.entry(
                    Columns.required(row, "day", LocalDate.class),
                    Columns.required(row, "source_modified_at", Instant.class)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
