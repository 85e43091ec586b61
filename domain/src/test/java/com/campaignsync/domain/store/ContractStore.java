package com.campaignsync.domain.store;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a contract suite needs of the store that it examines. */
public interface ContractStore {

  ConnectionStore connections();

  JobStore jobs();

  JobRequests requests();

  JobPlans plans();

  LeaseStore leases();

  ReconciliationStore reconciliations();

  /** The store's present. */
  Instant now();

  /** Time passes for the store: leases expire, attempts come, jobs lie about. */
  void pass(Duration duration);

  /** Keeps a connection and its tenant. */
  void add(AdConnection connection, @Nullable Instant nextRunAt);

  void pause(AdConnection connection);

  /** What is kept about a job's cost, bytes billed. */
  long bytesBilled(UUID jobId);

  /** How many verdicts of a job are kept. */
  int verdicts(UUID jobId);
}
