package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.Lease;
import io.r2dbc.spi.Connection;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Makes a started job pending again. */
final class HandBackJob {

  private static final SqlStatement SQL = SqlStatement.of(HandBackJob.class);

  private HandBackJob() {}

  /** Zero if the job is over, or of another connection. */
  static Mono<Long> run(Connection connection, UUID jobId, Lease lease, Map<String, Object> notes) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", jobId)
                .bind("$2", lease.connectionId())
                .bind("$3", NotesJson.write(notes)));
  }
}
