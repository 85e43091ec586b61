package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.nio.ByteBuffer;
import reactor.core.publisher.Mono;

/** Keeps a message that nobody can act on, once. */
final class KeepDeadLetter {

  private static final SqlStatement SQL = SqlStatement.of(KeepDeadLetter.class);

  private KeepDeadLetter() {}

  static Mono<Long> run(
      Connection connection, String subscription, String messageId, String reason, byte[] payload) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", subscription)
                .bind("$2", messageId)
                .bind("$3", reason)
                .bind("$4", ByteBuffer.wrap(payload)));
  }
}
