package com.campaignsync.domain.store;

import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Connections as a worker sees them. */
public interface ConnectionStore {

  /** Empty if there is no such connection. */
  Mono<AdConnection> find(UUID connectionId);

  /**
   * Claims connections whose time has come and sets their next one, atomically: two callers never
   * claim the same connection for the same slot. A connection that missed several slots is claimed
   * once. A pending job is created for each in the same transaction, with an idempotency key of
   * connection and slot.
   *
   * @param now which slots have come
   * @param limit most connections claimed by this call
   */
  Flux<SyncJob> claimDue(Instant now, int limit);
}
