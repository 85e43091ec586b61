package com.campaignsync.domain.store;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The store in memory, as a contract suite sees it. */
final class FakeContractStore implements ContractStore {

  private final FakeStore store = new FakeStore(Instant.parse("2026-03-15T12:00:00Z"));

  @Override
  public ConnectionStore connections() {
    return store.connections;
  }

  @Override
  public JobStore jobs() {
    return store.jobs;
  }

  @Override
  public JobRequests requests() {
    return store.jobs;
  }

  @Override
  public JobPlans plans() {
    return store.jobs;
  }

  @Override
  public LeaseStore leases() {
    return store.leases;
  }

  @Override
  public ReconciliationStore reconciliations() {
    return store.reconciliations;
  }

  @Override
  public Instant now() {
    return store.clock.instant();
  }

  @Override
  public void pass(Duration duration) {
    store.clock.advance(duration);
  }

  @Override
  public void add(AdConnection connection, @Nullable Instant nextRunAt) {
    store.connections.add(connection, nextRunAt);
  }

  @Override
  public void pause(AdConnection connection) {
    store.connections.row(connection.id()).pause(true);
  }

  @Override
  public long bytesBilled(UUID jobId) {
    return store.jobs.row(jobId).bytesBilled();
  }

  @Override
  public int verdicts(UUID jobId) {
    return store.reconciliations.of(jobId).size();
  }
}
