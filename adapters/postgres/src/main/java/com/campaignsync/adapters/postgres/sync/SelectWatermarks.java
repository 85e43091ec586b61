package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.Watermark;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Which state of each source day the store holds. */
final class SelectWatermarks {

  private static final SqlStatement SQL = SqlStatement.of(SelectWatermarks.class);

  private SelectWatermarks() {}

  static Mono<Map<LocalDate, Watermark>> run(
      Connection connection, UUID connectionId, Entity entity, DayWindow window) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", connectionId)
                    .bind("$2", entity.wireName())
                    .bind("$3", window.firstDay())
                    .bind("$4", window.endDay()),
            SelectWatermarks::read)
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Map.Entry<LocalDate, Watermark> read(Readable row) {
    return Map.entry(
        Columns.required(row, "day", LocalDate.class),
        new Watermark(
            Columns.required(row, "source_modified_at", Instant.class),
            Columns.required(row, "extraction_version", Instant.class),
            Columns.required(row, "job_id", UUID.class)));
  }
}
