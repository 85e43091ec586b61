package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.tenant.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Connections in memory, with their tracking fields and the slots they are due in. */
public final class FakeConnections implements ConnectionStore {

  private final StoreLink link;
  private final FakeJobs jobs;
  private final Supplier<FakeMetrics> metrics;
  private final Map<UUID, Row> rows = new LinkedHashMap<>();

  FakeConnections(StoreLink link, FakeJobs jobs, Supplier<FakeMetrics> metrics) {
    this.link = link;
    this.jobs = jobs;
    this.metrics = metrics;
  }

  /** One connection and what is tracked about it. */
  public static final class Row {
    AdConnection connection;
    String syncStatus = "idle";
    long attempts;
    long syncsWithChanges;
    boolean paused;
    BigDecimal recentSpend = BigDecimal.ZERO;
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

    public @Nullable Instant nextRunAt() {
      return nextRunAt;
    }

    /** A paused connection is not due, and nobody plans maintenance for it. */
    public void pause(boolean pause) {
      paused = pause;
    }

    public void dueAt(@Nullable Instant slot) {
      nextRunAt = slot;
    }

    /** A connection that is synced by hand alone is never due. */
    boolean isDue(Instant now) {
      return !paused
          && connection.frequency() != SyncFrequency.MANUAL
          && nextRunAt != null
          && !nextRunAt.isAfter(now);
    }

    /** What it spent lately: among connections equally overdue, more goes first. */
    public void spent(BigDecimal spend) {
      recentSpend = spend;
    }

    /**
     * Days that do not connect leave a gap: then nothing is said to be synced through.
     *
     * @param fromFirstKept whether nothing is kept of the days before the window
     */
    void syncedThrough(Entity entity, DayWindow window, boolean fromFirstKept, Instant now) {
      LocalDate through = connection.syncedThrough().get(entity);
      LocalDate today = LocalDate.ofInstant(now, connection.tenantZone());
      LocalDate reached = window.lastDay().isAfter(today) ? today : window.lastDay();
      boolean connects =
          through == null || fromFirstKept || !window.firstDay().isAfter(through.plusDays(1));
      if (connects && (through == null || reached.isAfter(through))) {
        Map<Entity, LocalDate> all = new EnumMap<>(Entity.class);
        all.putAll(connection.syncedThrough());
        all.put(entity, reached);
        connection = withSyncedThrough(connection, all);
      }
    }

    private static AdConnection withSyncedThrough(AdConnection c, Map<Entity, LocalDate> through) {
      return new AdConnection(
          c.id(),
          c.tenantId(),
          c.tenantZone(),
          c.tenantCurrency(),
          c.platform(),
          c.accountId(),
          c.mappings(),
          c.lookbackDays(),
          c.frequency(),
          through);
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

  public List<Row> rows() {
    return List.copyOf(rows.values());
  }

  @Override
  public Mono<AdConnection> find(UUID connectionId) {
    return link.ask(
        "findConnection",
        () -> rows.containsKey(connectionId) ? row(connectionId).connection : null);
  }

  @Override
  public Flux<DueJob> claimDue(Instant now, boolean realtimeOnly, int limit) {
    return link.ask("claimDue", () -> claim(now, realtimeOnly, limit))
        .flatMapIterable(claimed -> claimed);
  }

  private List<DueJob> claim(Instant now, boolean realtimeOnly, int limit) {
    return rows.values().stream()
        .filter(row -> row.isDue(now))
        .filter(row -> !realtimeOnly || row.connection.frequency() == SyncFrequency.REALTIME)
        .sorted(
            Comparator.<Row, Instant>comparing(row -> row.nextRunAt)
                .thenComparing(row -> row.recentSpend, Comparator.reverseOrder()))
        .limit(limit)
        .flatMap(row -> claim(row, now).stream())
        .toList();
  }

  private List<DueJob> claim(Row row, Instant now) {
    Instant slot = row.nextRunAt;
    row.nextRunAt = NextRun.after(row.connection.frequency(), now, row.connection.tenantZone());
    return new TreeSet<>(row.connection.entities())
        .stream().map(entity -> claim(row, entity, slot)).flatMap(Optional::stream).toList();
  }

  private Optional<DueJob> claim(Row row, Entity entity, @Nullable Instant slot) {
    AdConnection connection = row.connection;
    if (jobs.hasScheduledOpen(
        job -> job.connectionId().equals(connection.id()) && job.entity() == entity)) {
      return Optional.empty();
    }
    row.syncStatus = "queued";
    SyncJob job =
        jobs.keep(
            new NewJob(
                connection.id(),
                connection.tenantId(),
                entity,
                JobType.INCREMENTAL_SYNC,
                null,
                false,
                null,
                NewJob.Trigger.SCHEDULER,
                null,
                "%s/%s/%s".formatted(connection.id(), entity.wireName(), slot)));
    String readKey =
        "%s/%s/%s".formatted(entity, connection.mappingOf(entity), connection.accountId() != null);
    return Optional.of(new DueJob(job, readKey));
  }

  @Override
  public Mono<Boolean> anyRealtime() {
    return link.ask(
        "anyRealtime",
        () ->
            rows.values().stream()
                .anyMatch(
                    row -> !row.paused && row.connection.frequency() == SyncFrequency.REALTIME));
  }

  @Override
  public Flux<AdConnection> active(@Nullable TenantId tenantId) {
    return link.ask(
            "active",
            () ->
                rows.values().stream()
                    .filter(row -> !row.paused)
                    .map(row -> row.connection)
                    .filter(one -> tenantId == null || one.tenantId().equals(tenantId))
                    .sorted(Comparator.comparing(one -> one.tenantId().value()))
                    .toList())
        .flatMapIterable(found -> found);
  }

  /** A tenant in memory is whoever has a connection. */
  @Override
  public Mono<Boolean> storesSince(UUID connectionId, LocalDate day) {
    return link.ask(
        "storesSince",
        () ->
            Stream.of(Entity.values())
                .flatMap(entity -> metrics.get().rows(connectionId, entity).stream())
                .anyMatch(row -> !row.metrics().day().isBefore(day)));
  }

  @Override
  public Mono<Boolean> knows(TenantId tenantId) {
    return link.ask(
        "knows",
        () -> rows.values().stream().anyMatch(row -> row.connection.tenantId().equals(tenantId)));
  }
}
