package com.campaignsync.domain.store;

import java.time.Instant;

/** A whole store in memory, behind one link, on one clock. */
public final class FakeStore {

  public final SettableClock clock;
  public final StoreLink link = new StoreLink();
  public final FakeLeases leases;
  public final FakeJobs jobs;
  public final FakeConnections connections;
  public final FakeMetrics metrics;
  public final FakeDeadLetters deadLetters = new FakeDeadLetters(link);

  public FakeStore(Instant now) {
    this.clock = new SettableClock(now);
    this.leases = new FakeLeases(link, clock);
    this.jobs = new FakeJobs(link, clock, leases, this::connections);
    this.connections = new FakeConnections(link, jobs);
    this.metrics = new FakeMetrics(link, leases, jobs);
  }

  private FakeConnections connections() {
    return connections;
  }
}
