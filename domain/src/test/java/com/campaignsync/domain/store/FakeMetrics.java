package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows and watermarks in memory; a load is kept wholly or not at all. */
public final class FakeMetrics implements MetricsStore {

  private final StoreLink link;
  private final FakeLeases leases;
  private final FakeJobs jobs;
  private final Map<UUID, StoredDays> byConnection = new HashMap<>();
  private final Map<TenantId, Long> dataVersions = new HashMap<>();
  private final Set<YearMonth> months = new HashSet<>();
  private final List<Set<LocalDate>> loads = new ArrayList<>();

  FakeMetrics(StoreLink link, FakeLeases leases, FakeJobs jobs) {
    this.link = link;
    this.leases = leases;
    this.jobs = jobs;
  }

  /** The connection's rows, by day, campaign and hour. */
  public List<MetricRow> rows(UUID connectionId) {
    return stored(connectionId).rows();
  }

  /** What was restated, as old and new row. */
  public List<StoredDays.Change> changes(UUID connectionId) {
    return stored(connectionId).changes();
  }

  public List<SourceRecord.Rejected> rejects(UUID connectionId) {
    return stored(connectionId).rejects();
  }

  /** The days of each load that was committed, oldest first. */
  public List<Set<LocalDate>> loads() {
    return List.copyOf(loads);
  }

  /** Grows with every load that changed what could be answered. */
  public long dataVersion(TenantId tenantId) {
    return dataVersions.getOrDefault(tenantId, 0L);
  }

  @Override
  public Mono<Map<LocalDate, Instant>> watermarks(
      UUID connectionId, Entity entity, DayWindow window) {
    return link.ask(
        "watermarks",
        () ->
            stored(connectionId).watermarks().entrySet().stream()
                .filter(mark -> window.contains(mark.getKey()))
                .collect(
                    Collectors.toMap(Map.Entry::getKey, mark -> mark.getValue().modifiedAt())));
  }

  @Override
  public Mono<Void> ensureMonths(Set<YearMonth> wanted) {
    return link.tell("ensureMonths", () -> months.addAll(wanted));
  }

  @Override
  public Mono<LoadCounts> load(
      Lease lease, LoadContext context, Supplier<Set<LocalDate>> days, Flux<SourceRecord> records) {
    return Mono.usingWhen(
        link.ask("beginLoad", () -> begin(lease)),
        begun ->
            records
                .collectList()
                .flatMap(all -> link.ask("load", () -> commit(lease, context, days.get(), all))),
        begun -> Mono.fromRunnable(() -> leases.endWrite(begun)));
  }

  private Lease begin(Lease lease) {
    leases.beginWrite(lease);
    return lease;
  }

  private LoadCounts commit(
      Lease lease, LoadContext context, Set<LocalDate> days, List<SourceRecord> records) {
    leases.prove(lease);
    if (jobs.peek(context.jobId()) == null) {
      throw refused("no job " + context.jobId());
    }
    refuseStrayDays(context, days, records);
    StoredDays.Load done = stored(context.connection().id()).with(context, days, records);
    byConnection.put(context.connection().id(), done.after());
    jobs.addCounts(context.jobId(), done.counts());
    if (done.counts().inserted() + done.counts().updated() > 0) {
      dataVersions.merge(context.connection().tenantId(), 1L, Long::sum);
    }
    leases.extend(lease);
    loads.add(Set.copyOf(days));
    return done.counts();
  }

  private void refuseStrayDays(
      LoadContext context, Set<LocalDate> days, List<SourceRecord> records) {
    if (!context.sourceModifiedAt().keySet().containsAll(days)) {
      throw refused("a day without a modification time: " + days);
    }
    for (SourceRecord record : records) {
      if (!days.contains(record.day())) {
        throw refused("a record of a day that is not loaded: " + record.day());
      }
      if (!months.contains(YearMonth.from(record.day()))) {
        throw refused("no partition for " + record.day());
      }
    }
  }

  private StoredDays stored(UUID connectionId) {
    return byConnection.getOrDefault(
        connectionId, new StoredDays(new TreeMap<>(), Map.of(), List.of(), List.of()));
  }

  static StoreException refused(String why) {
    return new StoreException(StoreException.Code.STORE_REFUSED, why, null);
  }
}
