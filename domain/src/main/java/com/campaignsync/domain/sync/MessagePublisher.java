package com.campaignsync.domain.sync;

import reactor.core.publisher.Mono;

/** Sends messages to the functions that run jobs. */
public interface MessagePublisher {

  /** Which function a message is for. */
  enum Topic {
    /** The syncs themselves: many, short, soon. */
    SYNC,
    /** Full resyncs, backfills, reconciliations: long work that must not hold up the syncs. */
    MAINTENANCE
  }

  /** Completes when the message is kept by the broker; delivery is at least once. */
  Mono<Void> publish(Topic topic, SyncMessage message);
}
