package com.campaignsync.adapters.postgres.api;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.IdempotencyKeys;
import com.campaignsync.domain.request.IdempotencyKeys.Claimed;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Makes the work of a key the asker's; empty if it is somebody else's, or done. */
final class ClaimKey {

  private static final SqlStatement SQL = SqlStatement.of(ClaimKey.class);

  private ClaimKey() {}

  static Mono<Claimed> run(
      Connection connection, Caller caller, String key, String fingerprint, Duration lease) {
    UUID holder = UUID.randomUUID();
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", caller.scope().value())
                    .bind("$2", caller.subject())
                    .bind("$3", key)
                    .bind("$4", fingerprint)
                    .bind("$5", holder)
                    .bind("$6", Seconds.of(lease))
                    .bind("$7", Seconds.of(IdempotencyKeys.KEPT)),
            row -> Objects.requireNonNull(row.get("request_id", UUID.class)))
        .next()
        .map(requestId -> new Claimed(caller, key, requestId, holder));
  }
}
