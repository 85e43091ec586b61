package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.Entity;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Verdicts in memory: a job's last about each day. */
public final class FakeReconciliations implements ReconciliationStore {

  private final StoreLink link;
  private final FakeLeases leases;
  private final Map<UUID, Map<LocalDate, Reconciliation>> byJob = new TreeMap<>();

  FakeReconciliations(StoreLink link, FakeLeases leases) {
    this.link = link;
    this.leases = leases;
  }

  /** What a job found out, by day. */
  public Map<LocalDate, Reconciliation> of(UUID jobId) {
    return byJob.getOrDefault(jobId, Map.of());
  }

  @Override
  public Mono<Void> keep(Lease lease, UUID jobId, Entity entity, List<Reconciliation> verdicts) {
    return link.tell(
        "keepVerdicts",
        () -> {
          leases.prove(lease);
          Map<LocalDate, Reconciliation> kept = byJob.computeIfAbsent(jobId, id -> new TreeMap<>());
          verdicts.forEach(verdict -> kept.put(verdict.day(), verdict));
        });
  }
}
