package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.Entity;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Proofs that both sides agree. */
public interface ReconciliationStore {

  /**
   * Keeps the verdicts of one job, under its lease's fence; a job's second verdict about a day
   * replaces the first.
   */
  Mono<Void> keep(Lease lease, UUID jobId, Entity entity, List<Reconciliation> verdicts);
}
