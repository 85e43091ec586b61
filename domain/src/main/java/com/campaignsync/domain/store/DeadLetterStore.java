package com.campaignsync.domain.store;

import reactor.core.publisher.Mono;

/** Messages that nobody can act on. */
public interface DeadLetterStore {

  /**
   * Keeps a message, once per subscription and message id.
   *
   * @param reason why nobody can act on it, for the person who looks
   * @return whether it is new: false if an earlier delivery of it was kept
   */
  Mono<Boolean> keep(String subscription, String messageId, String reason, byte[] payload);
}
