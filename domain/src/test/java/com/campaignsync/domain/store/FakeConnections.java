package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.Entity;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Connections in memory, with their tracking fields and the slots they are due in. */
public final class FakeConnections implements ConnectionStore {

  private final StoreLink link;
  private final FakeJobs jobs;
  private final Map<UUID, Row> rows = new LinkedHashMap<>();

  FakeConnections(StoreLink link, FakeJobs jobs) {
    this.link = link;
    this.jobs = jobs;
  }

  /** One connection and what is tracked about it. */
  public static final class Row {
    AdConnection connection;
    String syncStatus = "idle";
    long attempts;
    long syncsWithChanges;
    @Nullable Instant lastAttemptedAt;
    @Nullable Instant metricsChangedAt;
    @Nullable String lastError;
    @Nullable Instant nextRunAt;

    Row(AdConnection connection, @Nullable Instant nextRunAt) {
      this.connection = connection;
      this.nextRunAt = nextRunAt;
    }

    public AdConnection connection() {
      return connection;
    }

    public String syncStatus() {
      return syncStatus;
    }

    public long attempts() {
      return attempts;
    }

    public long syncsWithChanges() {
      return syncsWithChanges;
    }

    public @Nullable String lastError() {
      return lastError;
    }

    void completed(Instant now) {
      AdConnection c = connection;
      connection =
          new AdConnection(
              c.id(),
              c.tenantId(),
              c.tenantZone(),
              c.tenantCurrency(),
              c.platform(),
              c.accountId(),
              c.mapping(),
              c.lookbackDays(),
              c.frequency(),
              now);
    }
  }

  /**
   * @param nextRunAt the slot it is due in next; null for never
   */
  public void add(AdConnection connection, @Nullable Instant nextRunAt) {
    rows.put(connection.id(), new Row(connection, nextRunAt));
  }

  public Row row(UUID connectionId) {
    Row row = rows.get(connectionId);
    if (row == null) {
      throw new IllegalArgumentException("no connection " + connectionId);
    }
    return row;
  }

  @Override
  public Mono<AdConnection> find(UUID connectionId) {
    return link.ask(
        "findConnection",
        () -> rows.containsKey(connectionId) ? row(connectionId).connection : null);
  }

  @Override
  public Flux<SyncJob> claimDue(Instant now, int limit) {
    return link.ask("claimDue", () -> claim(now, limit)).flatMapIterable(claimed -> claimed);
  }

  private List<SyncJob> claim(Instant now, int limit) {
    return rows.values().stream()
        .filter(row -> row.nextRunAt != null && !row.nextRunAt.isAfter(now))
        .sorted(Comparator.comparing(row -> row.nextRunAt))
        .limit(limit)
        .map(row -> claim(row, now))
        .toList();
  }

  private SyncJob claim(Row row, Instant now) {
    Instant slot = row.nextRunAt;
    row.nextRunAt = NextRun.after(row.connection.frequency(), now, row.connection.tenantZone());
    row.syncStatus = "queued";
    return jobs.keep(
        new NewJob(
            row.connection.id(),
            row.connection.tenantId(),
            Entity.CAMPAIGN_METRICS,
            JobType.INCREMENTAL_SYNC,
            null,
            null,
            NewJob.Trigger.SCHEDULER,
            null,
            "%s/%s".formatted(row.connection.id(), slot)));
  }
}
