package com.campaignsync.domain.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Leases in memory. A lease is lost once another one was taken or it was given back: one that has
 * merely expired still proves its fence, since nobody else can have written.
 */
public final class FakeLeases implements LeaseStore {

  private final StoreLink link;
  private final InstantSource clock;
  private final Map<UUID, Entry> entries = new HashMap<>();
  private final List<Proof> proofs = new ArrayList<>();

  /** A fence that a write proved. */
  public record Proof(UUID connectionId, long fence) {}

  FakeLeases(StoreLink link, InstantSource clock) {
    this.link = link;
    this.clock = clock;
  }

  private static final class Entry {
    private long fence;
    private @Nullable String owner;
    private Instant expiresAt = Instant.MIN;
    private Duration timeToLive = Duration.ZERO;
    private int writesUnderWay;
  }

  @Override
  public Mono<Lease> acquire(UUID connectionId, String owner, Duration timeToLive) {
    return link.ask("acquire", () -> take(connectionId, owner, timeToLive));
  }

  private @Nullable Lease take(UUID connectionId, String owner, Duration timeToLive) {
    Entry entry = entry(connectionId);
    if (isHeld(entry)) {
      return null;
    }
    entry.fence++;
    entry.owner = owner;
    entry.timeToLive = timeToLive;
    entry.expiresAt = clock.instant().plus(timeToLive);
    return new Lease(connectionId, owner, entry.fence);
  }

  @Override
  public Mono<Boolean> renew(Lease lease, Duration timeToLive) {
    return link.ask(
        "renew",
        () -> {
          if (!holds(lease)) {
            return false;
          }
          entry(lease.connectionId()).expiresAt = clock.instant().plus(timeToLive);
          return true;
        });
  }

  @Override
  public Mono<Void> release(Lease lease) {
    return link.tell(
        "release",
        () -> {
          if (holds(lease)) {
            entry(lease.connectionId()).owner = null;
          }
        });
  }

  /** The holder stood still until its lease expired, and another worker took it. */
  public void steal(UUID connectionId) {
    synchronized (link) {
      Entry entry = entry(connectionId);
      entry.expiresAt = Instant.MIN;
      take(connectionId, "thief", Duration.ofMinutes(1));
    }
  }

  /** Whether somebody holds the connection now. */
  public boolean isHeld(UUID connectionId) {
    synchronized (link) {
      return isHeld(entry(connectionId));
    }
  }

  /** The fence of the latest lease; 0 before the first. */
  public long fence(UUID connectionId) {
    synchronized (link) {
      return entry(connectionId).fence;
    }
  }

  /** Every proof that was accepted, in order: of one connection they never go back. */
  public List<Proof> proofs() {
    return List.copyOf(proofs);
  }

  /** Every write does this first. */
  void prove(Lease lease) {
    if (!holds(lease)) {
      throw new StoreException(StoreException.Code.FENCED, "the lease was lost", null);
    }
    proofs.add(new Proof(lease.connectionId(), lease.fence()));
  }

  /** A write transaction begins: until it ends, it keeps the lease by itself. */
  void beginWrite(Lease lease) {
    prove(lease);
    entry(lease.connectionId()).writesUnderWay++;
  }

  /** A write transaction commits, which extends the lease. */
  void extend(Lease lease) {
    Entry entry = entry(lease.connectionId());
    entry.expiresAt = clock.instant().plus(entry.timeToLive);
  }

  /** Ends with the worker's connection, so it needs no way to the store. */
  void endWrite(Lease lease) {
    synchronized (link) {
      entry(lease.connectionId()).writesUnderWay--;
    }
  }

  private boolean holds(Lease lease) {
    Entry entry = entry(lease.connectionId());
    return entry.fence == lease.fence() && lease.owner().equals(entry.owner);
  }

  private boolean isHeld(Entry entry) {
    return entry.writesUnderWay > 0
        || (entry.owner != null && entry.expiresAt.isAfter(clock.instant()));
  }

  private Entry entry(UUID connectionId) {
    return entries.computeIfAbsent(connectionId, id -> new Entry());
  }
}
