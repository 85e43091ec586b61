package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadCounts;
import io.r2dbc.spi.Connection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Adds what a load did to the job. */
final class AddJobCounts {

  private static final SqlStatement SQL = SqlStatement.of(AddJobCounts.class);

  private AddJobCounts() {}

  static Mono<Long> run(Connection connection, UUID jobId, LoadCounts counts) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", jobId)
                .bind("$2", counts.inserted())
                .bind("$3", counts.updated())
                .bind("$4", counts.unchanged())
                .bind("$5", counts.rejected())
                .bind("$6", counts.deleted())
                .bind("$7", LoadedDays.of(counts.guardedDays()).texts()));
  }
}
