package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.DueJob;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Sets the next slot of claimed connections. */
final class ScheduleConnections {

  private static final SqlStatement SQL = SqlStatement.of(ScheduleConnections.class);

  private ScheduleConnections() {}

  static Mono<Long> run(
      Connection connection, List<DueConnection> due, List<DueJob> made, Instant now) {
    Set<UUID> queued =
        made.stream().map(one -> one.job().connectionId()).collect(Collectors.toSet());
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", due.stream().map(DueConnection::id).toArray(UUID[]::new))
                .bind("$2", due.stream().map(one -> one.nextSlot(now)).toArray(String[]::new))
                .bind(
                    "$3",
                    due.stream().map(one -> queued.contains(one.id())).toArray(Boolean[]::new)));
  }
}
