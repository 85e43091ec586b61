package com.campaignsync.domain.store;

import reactor.core.publisher.Mono;

/** Messages that nobody can act on. */
public interface DeadLetterStore {

  /**
   * Keeps a message, once per subscription and message id.
   *
   * @param reason why nobody can act on it, for the person who looks
   */
  Mono<Void> keep(String subscription, String messageId, String reason, byte[] payload);
}
