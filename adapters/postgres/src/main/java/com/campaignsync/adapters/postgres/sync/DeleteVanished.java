package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

/** Deletes stored rows that the source has no more, and logs what they were. */
final class DeleteVanished {

  private static final EntityStatement SQL = EntityStatement.of("delete");

  private DeleteVanished() {}

  /**
   * @param days days that were read completely, and nothing later stored of them
   */
  static Mono<Changes> run(Connection connection, LoadContext load, LoadedDays days) {
    return SQL.of(load.entity())
        .rows(
            connection,
            statement ->
                statement
                    .bind("$1", load.connection().id())
                    .bind("$2", load.connection().tenantId().value())
                    .bind("$3", load.extractionVersion())
                    .bind("$4", load.jobId())
                    .bind("$5", days.texts())
                    .bind("$6", load.deletion().forced())
                    .bind("$7", (long) Deletion.ROWS_MAX)
                    .bind("$8", (long) Deletion.PERCENT_MAX),
            DeleteVanished::read)
        .single();
  }

  private static Changes read(Readable row) {
    long deleted = Columns.count(row, "deleted");
    return new Changes(
        0,
        0,
        deleted,
        deleted > 0,
        Columns.days(row, "changed_days"),
        Columns.days(row, "guarded_days"));
  }
}
