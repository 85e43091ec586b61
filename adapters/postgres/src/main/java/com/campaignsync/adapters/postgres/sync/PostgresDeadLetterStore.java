package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.domain.store.DeadLetter;
import com.campaignsync.domain.store.DeadLetterArchive;
import com.campaignsync.domain.store.DeadLetterStore;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Dead letters in Postgres. */
public final class PostgresDeadLetterStore implements DeadLetterStore, DeadLetterArchive {

  private final Database database;

  public PostgresDeadLetterStore(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Boolean> keep(String subscription, String messageId, String reason, byte[] payload) {
    return database
        .inTransaction(
            connection -> KeepDeadLetter.run(connection, subscription, messageId, reason, payload))
        .map(kept -> kept > 0);
  }

  @Override
  public Mono<Boolean> reopen(long id, String replayId, String reason) {
    return database.inTransaction(
        connection -> ReopenDeadLetter.run(connection, id, replayId, reason));
  }

  @Override
  public Flux<DeadLetter> list(boolean openOnly, long beforeId, int limit) {
    int bounded = Math.min(limit, PAGE_MAX);
    return database
        .inTransaction(
            connection ->
                SelectDeadLetters.run(connection, openOnly, beforeId, bounded).collectList())
        .flatMapIterable(letters -> letters);
  }

  @Override
  public Mono<DeadLetter> find(long id) {
    return database.inTransaction(connection -> SelectDeadLetters.one(connection, id));
  }

  @Override
  public Mono<Boolean> markReplayed(DeadLetter letter) {
    return database.inTransaction(
        connection -> MarkReplayed.run(connection, letter.id(), letter.failures()));
  }
}
