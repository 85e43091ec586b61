package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Stores staged rows of days of which nothing is stored: half the work of a merge. */
final class InsertMetrics {

  private static final SqlStatement SQL = SqlStatement.of(InsertMetrics.class);

  private InsertMetrics() {}

  static Mono<Changes> run(Connection connection, LoadContext load, LoadedDays days) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", load.connection().id())
                    .bind("$2", load.connection().tenantId().value())
                    .bind("$3", load.connection().platform())
                    .bind("$4", load.jobId())
                    .bind("$5", load.extractionVersion()),
            row -> changes(Columns.count(row, "inserted"), days))
        .single();
  }

  /** Summing up a day too many does no harm; finding out which days have rows would cost more. */
  private static Changes changes(long inserted, LoadedDays days) {
    return new Changes(inserted, 0, 0, false, days.days(), Set.of());
  }
}
