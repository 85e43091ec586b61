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
  public final FakeReconciliations reconciliations;
  public final FakeDeadLetters deadLetters = new FakeDeadLetters(link);

  public FakeStore(Instant now) {
    this(new SettableClock(now));
  }

  /**
   * @param clock the store's own; whoever gave it moves it
   */
  public FakeStore(SettableClock clock) {
    this.clock = clock;
    this.leases = new FakeLeases(link, clock);
    this.jobs = new FakeJobs(link, clock, leases, this::connections);
    this.connections = new FakeConnections(link, jobs, this::metrics);
    this.metrics = new FakeMetrics(link, leases, jobs);
    this.reconciliations = new FakeReconciliations(link, leases);
  }

  private FakeMetrics metrics() {
    return metrics;
  }

  private FakeConnections connections() {
    return connections;
  }
}
