package com.campaignsync.adapters.postgres.api;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.IdempotencyKeys.Claim;
import com.campaignsync.domain.request.IdempotencyKeys.InUse;
import com.campaignsync.domain.request.IdempotencyKeys.Known;
import com.campaignsync.domain.request.IdempotencyKeys.OtherRequest;
import com.campaignsync.domain.request.KeptReply;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Why a key could not be claimed. */
final class SelectKey {

  private static final SqlStatement SQL = SqlStatement.of(SelectKey.class);

  private SelectKey() {}

  /** Gone, given up or expired since then: free in a moment. */
  static Mono<Claim> run(Connection connection, Caller caller, String key, String fingerprint) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", caller.scope().value())
                    .bind("$2", caller.subject())
                    .bind("$3", key),
            row -> claim(row, fingerprint))
        .next()
        .defaultIfEmpty(new InUse(Duration.ZERO));
  }

  private static Claim claim(Readable row, String fingerprint) {
    if (!fingerprint.equals(row.get("fingerprint", String.class))) {
      return new OtherRequest();
    }
    Integer status = row.get("status", Integer.class);
    return status == null
        ? new InUse(Seconds.read(row, "lease_left_seconds"))
        : new Known(
            new KeptReply(
                status,
                Objects.requireNonNull(row.get("media_type", String.class)),
                Objects.requireNonNull(row.get("reply", String.class))));
  }
}
