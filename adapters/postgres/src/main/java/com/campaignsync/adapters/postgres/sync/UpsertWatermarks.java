package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Notes which state of each source day the store holds now. */
final class UpsertWatermarks {

  private static final SqlStatement SQL = SqlStatement.of(UpsertWatermarks.class);

  private UpsertWatermarks() {}

  /** A day whose modification time is unknown gets the epoch: the next look finds it moved. */
  static Mono<Long> run(
      Connection connection, LoadContext load, LoadedDays days, StagingRows staged) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", load.connection().id())
                .bind("$2", load.entity().wireName())
                .bind("$3", load.connection().tenantId().value())
                .bind("$4", load.extractionVersion())
                .bind("$5", load.jobId())
                .bind("$6", days.texts())
                .bind("$7", each(days, day -> modifiedAt(load, day).toString()))
                .bind("$8", each(days, day -> Long.toString(staged.recordsOf(day)))));
  }

  private static Instant modifiedAt(LoadContext load, LocalDate day) {
    return load.sourceModifiedAt().getOrDefault(day, Instant.EPOCH);
  }

  private static String[] each(LoadedDays days, Function<LocalDate, String> text) {
    return days.days().stream().map(text).toArray(String[]::new);
  }
}
