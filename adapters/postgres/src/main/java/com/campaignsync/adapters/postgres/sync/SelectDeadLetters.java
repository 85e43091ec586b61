package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.DeadLetter;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A page of dead letters. */
final class SelectDeadLetters {

  private static final SqlStatement SQL = SqlStatement.of(SelectDeadLetters.class);

  private static final SqlStatement ONE =
      new SqlStatement(
          """
          SELECT id, message_id, subscription, reason, payload, received_at, replayed_at, failures
          FROM dead_letters WHERE id = $1
          """);

  private SelectDeadLetters() {}

  /** The newest first. */
  static Flux<DeadLetter> run(Connection connection, boolean openOnly, long beforeId, int limit) {
    return SQL.rows(
        connection,
        statement -> statement.bind("$1", openOnly).bind("$2", beforeId).bind("$3", limit),
        SelectDeadLetters::read);
  }

  /** Empty if there is none. */
  static Mono<DeadLetter> one(Connection connection, long id) {
    return ONE.rows(connection, statement -> statement.bind("$1", id), SelectDeadLetters::read)
        .next();
  }

  private static DeadLetter read(Readable row) {
    ByteBuffer payload = Columns.required(row, "payload", ByteBuffer.class);
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return new DeadLetter(
        Columns.count(row, "id"),
        Columns.text(row, "message_id"),
        Columns.text(row, "subscription"),
        Columns.text(row, "reason"),
        bytes,
        Columns.required(row, "received_at", Instant.class),
        row.get("replayed_at", Instant.class),
        Columns.count(row, "failures"));
  }
}
