package com.campaignsync.domain.store;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Messages that nobody can act on. */
public interface DeadLetterStore {

  /**
   * A message that was kept.
   *
   * @param id its number
   * @param payload as it came
   */
  record DeadLetter(long id, byte[] payload) {}

  /**
   * Keeps a message, once per subscription and message id.
   *
   * @param reason why nobody can act on it, for the person who looks
   */
  Mono<Void> keep(String subscription, String messageId, String reason, byte[] payload);

  /** Messages that were not replayed yet, oldest first. */
  Flux<DeadLetter> open(int limit);

  /** Notes that a message was replayed; false if it had been. */
  Mono<Boolean> markReplayed(long id);
}
