package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Stores the staged rows that differ, logs what they were, and moves the campaigns' totals where
 * the rows are campaigns'.
 */
final class MergeRows {

  private static final EntityStatement SQL = EntityStatement.of("merge");

  private MergeRows() {}

  static Mono<Changes> run(Connection connection, LoadContext load, LoadedDays days) {
    return SQL.of(load.entity())
        .rows(
            connection,
            statement ->
                statement
                    .bind("$1", load.connection().id())
                    .bind("$2", load.connection().tenantId().value())
                    .bind("$3", load.connection().platform())
                    .bind("$4", load.jobId())
                    .bind("$5", load.extractionVersion())
                    .bind("$6", days.first())
                    .bind("$7", days.last()),
            MergeRows::read)
        .single();
  }

  private static Changes read(Readable row) {
    return new Changes(
        Columns.count(row, "inserted"),
        Columns.count(row, "updated"),
        0,
        Columns.count(row, "to_recount") > 0,
        Columns.days(row, "changed_days"),
        Set.of());
  }
}
