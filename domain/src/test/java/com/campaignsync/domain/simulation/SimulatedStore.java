package com.campaignsync.domain.simulation;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.FakeMetrics.CommittedLoad;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.domain.store.StoredRow;
import com.campaignsync.domain.sync.MessagePublisher;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A store that a simulation can run against: its ports, its clock, and a look inside. */
public interface SimulatedStore {

  /** The store's present: the simulation starts here. Microseconds at most. */
  Instant start();

  /**
   * The simulation's time has come to an instant: leases, back-offs and due times are judged by it
   * from now on. Before it answers, the store has done everything that was asked of it and does not
   * wait for records.
   */
  void timeIs(Instant now);

  Ports ports(CampaignMetricsSource source, MessagePublisher publisher);

  /**
   * A process dies: what it has under way at the store breaks off, with the connections to it.
   *
   * @param end drops what the process was doing
   */
  default void crash(Runnable end) {
    end.run();
  }

  void add(AdConnection connection, @Nullable Instant nextRunAt);

  /** Pauses or resumes all connections. */
  void pauseAll(boolean paused);

  /** All connections are due at an instant. */
  void allDueAt(Instant slot);

  AdConnection connection(UUID connectionId);

  List<StoredRow> rows(UUID connectionId, Entity entity);

  /** Every job ever asked for, oldest first. */
  List<JobState> jobs();

  /** Every load that was committed, in order; empty where the store does not tell. */
  List<CommittedLoad> loads();

  /** What a reconciliation found out, by day. */
  Map<LocalDate, Verdict> verdicts(UUID jobId);

  /** What contradicts itself inside: rollups, totals, fences; one line each. */
  List<String> contradictions();

  /** A job's row. */
  record JobState(
      UUID id,
      UUID connectionId,
      Entity entity,
      JobType type,
      NewJob.Trigger trigger,
      JobStatus status,
      @Nullable DayWindow window,
      LoadCounts counts,
      long bytesBilled,
      BigDecimal costUsd,
      Instant createdAt,
      Instant endedAt) {}
}
