package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.ReadCost;
import io.r2dbc.spi.Connection;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Adds what a read cost to the job, with the decisions so far, and counts the read. */
final class AddReadCost {

  private static final SqlStatement SQL = SqlStatement.of(AddReadCost.class);

  private AddReadCost() {}

  static Mono<Long> run(
      Connection connection, UUID jobId, Lease lease, ReadCost cost, Map<String, Object> notes) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", jobId)
                .bind("$2", lease.connectionId())
                .bind("$3", cost.bytesBilled())
                .bind("$4", cost.costUsd())
                .bind("$5", cost.shared())
                .bind("$6", NotesJson.write(notes)));
  }
}
