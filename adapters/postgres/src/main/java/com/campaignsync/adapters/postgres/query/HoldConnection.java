package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.ConnectionAdmin.Busy;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Keeps workers from beginning on a connection until the transaction ends. */
final class HoldConnection {

  private static final SqlStatement SQL =
      new SqlStatement("SELECT held, busy, running_job FROM hold_connection($1)");

  private HoldConnection() {}

  /** Empty if the tenant has no such connection; fails with {@link Busy} while a sync runs. */
  static Mono<UUID> run(Connection connection, UUID connectionId) {
    return SQL.rows(
            connection, statement -> statement.bind("$1", connectionId), HoldConnection::read)
        .single()
        .flatMap(
            hold -> {
              if (hold.busy()) {
                return Mono.error(new Busy(hold.runningJob().orElse(null)));
              }
              return hold.held() ? Mono.just(connectionId) : Mono.empty();
            });
  }

  private record Hold(boolean held, boolean busy, Optional<UUID> runningJob) {}

  private static Hold read(Readable row) {
    return new Hold(
        Boolean.TRUE.equals(row.get("held", Boolean.class)),
        Boolean.TRUE.equals(row.get("busy", Boolean.class)),
        Optional.ofNullable(row.get("running_job", UUID.class)));
  }
}
