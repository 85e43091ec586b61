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

  /**
   * Opens a letter again that was replayed in vain, counts the failure and keeps its reason; no
   * letter is added.
   *
   * @param id of the letter
   * @param replayId the message id under which it was replayed
   * @return whether the failure is new: false if an earlier delivery of the replay was noted; empty
   *     if there is no such letter any more
   */
  Mono<Boolean> reopen(long id, String replayId, String reason);
}
