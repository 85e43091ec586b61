package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.Lease;
import io.r2dbc.spi.Connection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Marks a job running and its connection syncing. */
final class StartJob {

  private static final SqlStatement SQL = SqlStatement.of(StartJob.class);

  private StartJob() {}

  /** Zero if the job is over, or of another connection. */
  static Mono<Long> run(Connection connection, UUID jobId, Lease lease, DayWindow window) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", jobId)
                .bind("$2", lease.connectionId())
                .bind("$3", window.firstDay())
                .bind("$4", window.lastDay()));
  }
}
