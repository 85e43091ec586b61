package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Takes days out of the staging table that the store has from a later extraction. */
final class DropStaleDays {

  private static final SqlStatement SQL = SqlStatement.of(DropStaleDays.class);

  private DropStaleDays() {}

  /** The days taken out. */
  static Mono<Set<LocalDate>> run(Connection connection, LoadContext load, LoadedDays days) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", load.connection().id())
                    .bind("$2", load.entity().wireName())
                    .bind("$3", load.extractionVersion())
                    .bind("$4", days.texts()),
            row -> Columns.required(row, "day", LocalDate.class))
        .collect(Collectors.toSet());
  }
}
