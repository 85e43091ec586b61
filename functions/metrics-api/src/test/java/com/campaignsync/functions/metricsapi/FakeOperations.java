package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.LogQuery;
import com.campaignsync.domain.query.LogReader;
import com.campaignsync.domain.query.SchedulerReader;
import com.campaignsync.domain.query.SchedulerStatus;
import com.campaignsync.domain.query.ServiceStats;
import com.campaignsync.domain.query.StatsReader;
import com.campaignsync.domain.source.SourceProbe;
import com.campaignsync.domain.source.SourceReach;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.store.TriggerRequests;
import com.campaignsync.domain.tenant.NewTenant;
import com.campaignsync.domain.tenant.Tenant;
import com.campaignsync.domain.tenant.TenantChange;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.domain.tenant.TenantStore;
import com.campaignsync.domain.tenant.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The service beside its tenants' data: directory, figures, log, scheduler and source. */
final class FakeOperations
    implements TenantStore, StatsReader, LogReader, SchedulerReader, SourceProbe, TriggerRequests {

  static final Instant MADE_AT = Instant.parse("2026-01-01T00:00:00Z");

  final TreeMap<String, Tenant> tenants = new TreeMap<>();
  final List<TenantChange> changes = new ArrayList<>();
  final List<LogQuery> searched = new ArrayList<>();
  final List<String> tokens = new ArrayList<>();
  final List<TenantId> triggered = new ArrayList<>();
  final Map<String, List<DueJob>> due = new HashMap<>();
  Optional<RuntimeException> failure = Optional.empty();
  Mono<SchedulerStatus> status =
      Mono.just(SchedulerStatus.running(Instant.parse("2026-03-29T00:00:00Z"), false));
  Mono<ServiceStats> figures =
      Mono.just(new ServiceStats(0, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), 0, 0));
  Mono<SourceReach> reach =
      Mono.just(new SourceReach(Duration.ofMillis(12), "engarde_analytics", "US", null));
  Page page = new Page(List.of(), null);
  long asked;

  FakeOperations() {
    add("t1");
    add("t2");
  }

  void add(String id) {
    tenants.put(
        id,
        new Tenant(
            new TenantId(id), "Name of " + id, Tier.STANDARD, Fakes.ZONE, "EUR", false, MADE_AT));
  }

  Operations operations() {
    return new Operations(this, this, this, this, this, this);
  }

  private <T> Mono<T> done(T value) {
    return failure.<Mono<T>>map(Mono::error).orElseGet(() -> Mono.just(value));
  }

  @Override
  public Mono<List<Tenant>> page(@Nullable TenantId after, int max) {
    return done(
        tenants.tailMap(after == null ? "" : after.value(), after == null).values().stream()
            .limit(max)
            .toList());
  }

  @Override
  public Mono<Tenant> create(NewTenant made) {
    if (tenants.containsKey(made.id().value())) {
      return Mono.empty();
    }
    Tenant tenant =
        new Tenant(
            made.id(),
            made.name(),
            made.tier(),
            made.zone(),
            made.currency(),
            made.realtimeAllowed(),
            MADE_AT);
    tenants.put(made.id().value(), tenant);
    return done(tenant);
  }

  @Override
  public Mono<Tenant> change(TenantId id, TenantChange change, Instant now) {
    changes.add(change);
    Tenant found = tenants.get(id.value());
    return found == null ? Mono.empty() : done(found);
  }

  @Override
  public Mono<ServiceStats> stats() {
    asked++;
    return figures;
  }

  @Override
  public Mono<Page> read(LogQuery query, int max, @Nullable String pageToken) {
    searched.add(query);
    tokens.add(max + ":" + pageToken);
    return done(page);
  }

  @Override
  public Mono<SchedulerStatus> status() {
    asked++;
    return status;
  }

  @Override
  public Mono<SourceReach> probe() {
    asked++;
    return reach;
  }

  @Override
  public Mono<Triggered> trigger(TenantId tenantId, String userId, String requestId) {
    if (!tenants.containsKey(tenantId.value())) {
      return Mono.empty();
    }
    triggered.add(tenantId);
    List<DueJob> jobs = due.getOrDefault(tenantId.value(), List.of());
    due.remove(tenantId.value());
    return done(new Triggered(jobs, jobs.size(), 1, 2 - jobs.size(), 0));
  }
}
