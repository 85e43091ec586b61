package com.campaignsync.domain.store;

import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Connections as a worker sees them. */
public interface ConnectionStore {

  /** Empty if there is no such connection. */
  Mono<AdConnection> find(UUID connectionId);

  /**
   * Claims connections whose time has come and sets their next one, atomically: two callers never
   * claim the same connection for the same slot. A connection that missed several slots is claimed
   * once. A pending job is created for each and each of its entities in the same transaction, with
   * an idempotency key of connection, entity and slot. A connection whose last job of the schedule
   * is not over gets no other: it would find nothing to do.
   *
   * <p>The longest overdue come first; among those equally overdue the one that spent most.
   *
   * @param now which slots have come
   * @param realtimeOnly only connections of frequency realtime
   * @param limit most connections claimed by this call
   */
  Flux<DueJob> claimDue(Instant now, boolean realtimeOnly, int limit);

  /** Whether any connection that is not paused is of frequency realtime and may be. */
  Mono<Boolean> anyRealtime();

  /**
   * Connections that are not paused, for maintenance; by tenant.
   *
   * @param tenantId whose, or null for everybody's
   */
  Flux<AdConnection> active(@Nullable TenantId tenantId);

  /** Whether a row of the connection is stored, of any entity, of this day or a later one. */
  Mono<Boolean> storesSince(UUID connectionId, LocalDate day);

  /** Whether there is such a tenant, with connections or without. */
  Mono<Boolean> knows(TenantId tenantId);
}
