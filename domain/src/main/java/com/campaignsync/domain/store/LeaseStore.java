package com.campaignsync.domain.store;

import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Leases on connections. Time is the store's own clock: workers' clocks may differ. */
public interface LeaseStore {

  /** Takes the lease if it is free or expired; empty if somebody holds it. Never waits. */
  Mono<Lease> acquire(UUID connectionId, String owner, Duration timeToLive);

  /**
   * Extends the lease. False if it was lost. A write transaction of the holder's own that is under
   * way keeps the lease by itself and counts as true.
   */
  Mono<Boolean> renew(Lease lease, Duration timeToLive);

  /** Gives the lease back; does nothing if it was lost. The fence stays. */
  Mono<Void> release(Lease lease);
}
