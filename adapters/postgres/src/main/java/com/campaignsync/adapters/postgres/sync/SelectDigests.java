package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Row count, sums and checksum of each day that has rows. */
final class SelectDigests {

  private static final EntityStatement SQL = EntityStatement.of("digest");

  private SelectDigests() {}

  static Mono<Map<LocalDate, DayDigest>> run(
      Connection connection, UUID connectionId, Entity entity, DayWindow window) {
    return SQL.of(entity)
        .rows(
            connection,
            statement ->
                statement
                    .bind("$1", connectionId)
                    .bind("$2", window.firstDay())
                    .bind("$3", window.endDay()),
            SelectDigests::read)
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Map.Entry<LocalDate, DayDigest> read(Readable row) {
    return Map.entry(
        Columns.required(row, "metric_date", LocalDate.class),
        new DayDigest(
            Columns.count(row, "rows"),
            row.get("impressions", BigDecimal.class),
            row.get("clicks", BigDecimal.class),
            row.get("spend", BigDecimal.class),
            row.get("conversions", BigDecimal.class),
            row.get("revenue", BigDecimal.class),
            Columns.required(row, "checksum", BigDecimal.class)));
  }
}
