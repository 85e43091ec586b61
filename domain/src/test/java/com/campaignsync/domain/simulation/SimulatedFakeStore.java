package com.campaignsync.domain.simulation;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.FakeConnections;
import com.campaignsync.domain.store.FakeLeases;
import com.campaignsync.domain.store.FakeMetrics.CommittedLoad;
import com.campaignsync.domain.store.FakeStore;
import com.campaignsync.domain.store.JobRow;
import com.campaignsync.domain.store.Reconciliation;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.domain.store.StoredRow;
import com.campaignsync.domain.sync.MessagePublisher;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The store in memory, as a simulation sees it. */
public final class SimulatedFakeStore implements SimulatedStore {

  /** Twenty minutes before midnight in UTC: days end while the simulation lasts. */
  private static final Instant START = Instant.parse("2026-03-15T23:40:00Z");

  private final FakeStore store = new FakeStore(START);

  @Override
  public Instant start() {
    return START;
  }

  @Override
  public void timeIs(Instant now) {
    store.clock.set(now);
  }

  @Override
  public Ports ports(CampaignMetricsSource source, MessagePublisher publisher) {
    return new Ports(
        source,
        store.connections,
        store.jobs,
        store.jobs,
        store.jobs,
        store.leases,
        store.metrics,
        store.reconciliations,
        publisher);
  }

  @Override
  public void add(AdConnection connection, @Nullable Instant nextRunAt) {
    store.connections.add(connection, nextRunAt);
  }

  @Override
  public void pauseAll(boolean paused) {
    store.connections.rows().forEach(row -> row.pause(paused));
  }

  @Override
  public void allDueAt(Instant slot) {
    store.connections.rows().forEach(row -> row.dueAt(slot));
  }

  @Override
  public AdConnection connection(UUID connectionId) {
    return store.connections.row(connectionId).connection();
  }

  @Override
  public List<StoredRow> rows(UUID connectionId, Entity entity) {
    return store.metrics.rows(connectionId, entity);
  }

  @Override
  public List<JobState> jobs() {
    return store.jobs.rows().stream().map(SimulatedFakeStore::stateOf).toList();
  }

  private static JobState stateOf(JobRow row) {
    return new JobState(
        row.id(),
        row.job().connectionId(),
        row.job().entity(),
        row.job().type(),
        row.trigger(),
        row.status(),
        row.window(),
        row.counts(),
        row.bytesBilled(),
        row.costUsd(),
        row.createdAt(),
        row.touchedAt());
  }

  @Override
  public List<CommittedLoad> loads() {
    return store.metrics.committed();
  }

  @Override
  public Map<LocalDate, Verdict> verdicts(UUID jobId) {
    return store.reconciliations.of(jobId).values().stream()
        .collect(Collectors.toMap(Reconciliation::day, Reconciliation::verdict));
  }

  /** The fake keeps no rollups; but a fence that goes back means that two workers interleaved. */
  @Override
  public List<String> contradictions() {
    List<String> found = new ArrayList<>();
    Map<UUID, Long> last = new HashMap<>();
    for (FakeLeases.Proof proof : store.leases.proofs()) {
      Long before = last.put(proof.connectionId(), proof.fence());
      if (before != null && before > proof.fence()) {
        found.add(
            "a write under fence %d of %s came after one under %d"
                .formatted(proof.fence(), proof.connectionId(), before));
      }
    }
    for (FakeConnections.Row row : store.connections.rows()) {
      if (row.syncStatus().equals("syncing")) {
        found.add("connection %s is syncing forever".formatted(row.connection().id()));
      }
    }
    return found;
  }
}
