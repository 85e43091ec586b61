package com.campaignsync.domain.sync;

import reactor.core.publisher.Mono;

/** Sends messages to the sync function. */
public interface MessagePublisher {

  /** Completes when the message is kept by the broker; delivery is at least once. */
  Mono<Void> publish(SyncMessage message);
}
