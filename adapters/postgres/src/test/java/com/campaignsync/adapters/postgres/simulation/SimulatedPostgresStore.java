package com.campaignsync.adapters.postgres.simulation;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.query.ApiTransactions;
import com.campaignsync.adapters.postgres.query.PostgresSyncRequests;
import com.campaignsync.adapters.postgres.sync.PostgresConnectionStore;
import com.campaignsync.adapters.postgres.sync.PostgresJobPlans;
import com.campaignsync.adapters.postgres.sync.PostgresJobStore;
import com.campaignsync.adapters.postgres.sync.PostgresLeaseStore;
import com.campaignsync.adapters.postgres.sync.PostgresMetricsStore;
import com.campaignsync.adapters.postgres.sync.PostgresReconciliationStore;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.simulation.Ports;
import com.campaignsync.domain.simulation.SimulatedStore;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.FakeMetrics.CommittedLoad;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.domain.store.StoredRow;
import com.campaignsync.domain.sync.MessagePublisher;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A real Postgres, as a simulation sees it. One thread uses it. */
final class SimulatedPostgresStore implements SimulatedStore {

  /** Twenty minutes before midnight in UTC: days end while the simulation lasts. */
  private static final Instant START = Instant.parse("2026-03-15T23:40:00Z");

  private final ClockedDatabase clocked;
  private final StoreInspection inspection;
  private final Database workers;
  private final TrackedConnections loaders;
  private final Map<List<Object>, List<StoredRow>> seen = new HashMap<>();
  private long seenAfterCalls;
  private @Nullable InStepPorts inStep;

  /**
   * @param clocked whatever it holds is removed
   */
  SimulatedPostgresStore(ClockedDatabase clocked) {
    this.clocked = clocked;
    this.inspection = new StoreInspection(clocked);
    this.workers = new Database(clocked.workers());
    this.loaders = new TrackedConnections(clocked.workers());
    clocked.clear();
    timeIs(START);
    clocked.tellTime();
  }

  @Override
  public Instant start() {
    return START;
  }

  @Override
  public void timeIs(Instant now) {
    clocked.timeIs(now);
  }

  @Override
  public Ports ports(CampaignMetricsSource source, MessagePublisher publisher) {
    inStep =
        new InStepPorts(
            new Ports(
                source,
                new PostgresConnectionStore(workers),
                new PostgresJobStore(workers),
                new PostgresSyncRequests(new ApiTransactions(new Database(clocked.apis()))),
                new PostgresJobPlans(workers),
                new PostgresLeaseStore(workers),
                new PostgresMetricsStore(new Database(loaders)),
                new PostgresReconciliationStore(workers),
                publisher),
            clocked,
            loaders);
    return inStep.ports();
  }

  private InStepPorts inStep() {
    return Objects.requireNonNull(inStep, "ports are asked for first");
  }

  @Override
  public void crash(Runnable end) {
    inStep().crash(end);
  }

  @Override
  public void add(AdConnection connection, @Nullable Instant nextRunAt) {
    Connections.insert(clocked, connection, nextRunAt);
  }

  @Override
  public void pauseAll(boolean paused) {
    clocked.execute("UPDATE connections SET paused = ?", paused);
  }

  @Override
  public void allDueAt(Instant slot) {
    clocked.execute("UPDATE connections SET next_run_at = ?", slot);
  }

  @Override
  public AdConnection connection(UUID connectionId) {
    return Objects.requireNonNull(
        new PostgresConnectionStore(workers).find(connectionId).block(InStepPorts.PATIENCE));
  }

  /** Checks ask for the same rows day by day. */
  @Override
  public List<StoredRow> rows(UUID connectionId, Entity entity) {
    if (seenAfterCalls != inStep().calls()) {
      seen.clear();
      seenAfterCalls = inStep().calls();
    }
    return seen.computeIfAbsent(
        List.of(connectionId, entity), any -> inspection.rows(connectionId, entity));
  }

  @Override
  public List<JobState> jobs() {
    return inspection.jobs(loads());
  }

  @Override
  public List<CommittedLoad> loads() {
    return inStep().loads();
  }

  @Override
  public Map<LocalDate, Verdict> verdicts(UUID jobId) {
    return inspection.verdicts(jobId);
  }

  @Override
  public List<String> contradictions() {
    List<String> found = new ArrayList<>(inStep().staleWrites());
    found.addAll(inspection.contradictions());
    return found;
  }
}
