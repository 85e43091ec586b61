package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.domain.store.DeadLetterStore;
import reactor.core.publisher.Mono;

/** Dead letters in Postgres. */
public final class PostgresDeadLetterStore implements DeadLetterStore {

  private final Database database;

  public PostgresDeadLetterStore(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Void> keep(String subscription, String messageId, String reason, byte[] payload) {
    return database
        .inTransaction(
            connection -> KeepDeadLetter.run(connection, subscription, messageId, reason, payload))
        .then();
  }
}
