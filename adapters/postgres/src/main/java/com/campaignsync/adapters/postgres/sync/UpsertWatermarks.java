package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedSet;
import reactor.core.publisher.Mono;

/** Notes which state of each source day the store holds now. */
final class UpsertWatermarks {

  private static final SqlStatement SQL = SqlStatement.of(UpsertWatermarks.class);

  private UpsertWatermarks() {}

  /** A day whose modification time is unknown gets the epoch: the next look finds it moved. */
  static Mono<Long> run(Connection connection, LoadContext load, SortedSet<LocalDate> days) {
    String[] times =
        days.stream()
            .map(day -> load.sourceModifiedAt().getOrDefault(day, Instant.EPOCH).toString())
            .toArray(String[]::new);
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", load.connection().id())
                .bind("$2", Entity.CAMPAIGN_METRICS.wireName())
                .bind("$3", load.connection().tenantId().value())
                .bind("$4", load.extractionVersion())
                .bind("$5", load.jobId())
                .bind("$6", days.stream().map(LocalDate::toString).toArray(String[]::new))
                .bind("$7", times));
  }
}
