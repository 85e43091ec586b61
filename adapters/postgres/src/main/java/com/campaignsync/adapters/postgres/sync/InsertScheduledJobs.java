package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.SyncJob;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** Adds a pending job for each claimed connection that has none waiting. */
final class InsertScheduledJobs {

  private static final SqlStatement SQL = SqlStatement.of(InsertScheduledJobs.class);

  private InsertScheduledJobs() {}

  static Flux<SyncJob> run(Connection connection, List<DueConnection> due, Entity entity) {
    return SQL.rows(
        connection,
        statement ->
            statement
                .bind("$1", due.stream().map(DueConnection::id).toArray(UUID[]::new))
                .bind(
                    "$2",
                    due.stream().map(one -> one.idempotencyKey(entity)).toArray(String[]::new))
                .bind("$3", entity.wireName()),
        JobRow::read);
  }
}
