package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.Set;
import java.util.SortedSet;
import reactor.core.publisher.Mono;

/** Stores the staged rows that differ, logs what they were, and moves the campaigns' totals. */
final class MergeMetrics {

  private static final SqlStatement SQL = SqlStatement.of(MergeMetrics.class);

  private MergeMetrics() {}

  /**
   * What a merge did.
   *
   * @param inserted new rows
   * @param updated restated rows
   * @param toRecount campaigns left in {@code sync_recount}
   * @param changedDays days of new and restated rows, in ISO form
   */
  record Merged(long inserted, long updated, long toRecount, Set<String> changedDays) {

    boolean changedAnything() {
      return inserted + updated > 0;
    }
  }

  static Mono<Merged> run(Connection connection, LoadContext load, SortedSet<LocalDate> days) {
    return SQL.rows(
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
            MergeMetrics::read)
        .single();
  }

  private static Merged read(Readable row) {
    return new Merged(
        Columns.count(row, "inserted"),
        Columns.count(row, "updated"),
        Columns.count(row, "to_recount"),
        Set.of(Columns.required(row, "changed_days", String[].class)));
  }
}
