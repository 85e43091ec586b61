package com.campaignsync.domain.simulation;

import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceDigests;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.store.JobFailure;
import com.campaignsync.domain.store.JobPlans;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LeaseStore;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.MetricsStore;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.ReadCost;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.store.Watermark;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The ports as one process has them: every call takes a while, and may go wrong. */
final class FaultyPorts {

  private final Ports behind;
  private final Process process;
  private final BiConsumer<LoadContext, LoadCounts> onAcknowledgedLoad;

  /**
   * @param onAcknowledgedLoad told of each load whose answer reached the process
   */
  FaultyPorts(
      Ports behind, Process process, BiConsumer<LoadContext, LoadCounts> onAcknowledgedLoad) {
    this.behind = behind;
    this.process = process;
    this.onAcknowledgedLoad = onAcknowledgedLoad;
  }

  Ports ports() {
    return new Ports(
        new Source(),
        new Connections(),
        new Jobs(),
        wanted -> store("request", () -> behind.requests().request(wanted)),
        new Plans(),
        new Leases(),
        new Metrics(),
        (lease, jobId, entity, verdicts) ->
            store("keep", () -> behind.reconciliations().keep(lease, jobId, entity, verdicts)),
        (topic, message) ->
            process.call(
                "publish",
                () -> behind.publisher().publish(topic, message),
                () -> new IllegalStateException("the broker cannot be reached")));
  }

  private <T> Mono<T> store(String name, Supplier<Mono<T>> call) {
    return process.call(
        name,
        call,
        () ->
            new StoreException(
                StoreException.Code.STORE_UNREACHABLE, "the store cannot be reached", null));
  }

  private <T> Flux<T> storeMany(String name, Supplier<Flux<T>> call) {
    return store(name, () -> call.get().collectList()).flatMapIterable(found -> found);
  }

  private <T> Mono<T> source(String name, Supplier<Mono<T>> call) {
    return process.call(name, call, FaultyPorts::unavailable);
  }

  private static SourceException unavailable() {
    return new SourceException(
        SourceException.Code.SOURCE_UNAVAILABLE, "BigQuery: backend error", null);
  }

  private final class Source implements CampaignMetricsSource {
    @Override
    public Mono<SourceState> inspect(Entity entity, SourceMapping mapping) {
      return source("inspect", () -> behind.source().inspect(entity, mapping));
    }

    @Override
    public Mono<Long> estimateBytes(ReadRequest request) {
      return source("estimateBytes", () -> behind.source().estimateBytes(request));
    }

    @Override
    public Mono<SourceRead> read(ReadRequest request) {
      return source("read", () -> behind.source().read(request)).map(this::withHiccups);
    }

    private SourceRead withHiccups(SourceRead read) {
      return new SourceRead(
          read.jobId(),
          read.startedAt(),
          read.bytesBilled(),
          target -> process.hiccup(read.recordsOf(target), FaultyPorts::unavailable));
    }

    @Override
    public Mono<SourceDigests> digests(ReadRequest request) {
      return source("digests", () -> behind.source().digests(request));
    }
  }

  private final class Connections implements ConnectionStore {
    @Override
    public Mono<AdConnection> find(UUID connectionId) {
      return store("find", () -> behind.connections().find(connectionId));
    }

    @Override
    public Flux<DueJob> claimDue(Instant now, boolean realtimeOnly, int limit) {
      return storeMany("claimDue", () -> behind.connections().claimDue(now, realtimeOnly, limit));
    }

    @Override
    public Mono<Boolean> anyRealtime() {
      return store("anyRealtime", () -> behind.connections().anyRealtime());
    }

    @Override
    public Flux<AdConnection> active(@Nullable TenantId tenantId) {
      return storeMany("active", () -> behind.connections().active(tenantId));
    }
  }

  private final class Jobs implements JobStore {
    @Override
    public Mono<SyncJob> find(UUID jobId) {
      return store("find", () -> behind.jobs().find(jobId));
    }

    @Override
    public Mono<Boolean> start(UUID jobId, Lease lease, DayWindow window) {
      return store("start", () -> behind.jobs().start(jobId, lease, window));
    }

    @Override
    public Mono<Void> recordRead(
        UUID jobId, Lease lease, ReadCost cost, Map<String, Object> notes) {
      return store("recordRead", () -> behind.jobs().recordRead(jobId, lease, cost, notes));
    }

    @Override
    public Mono<Void> correctCosts(Map<UUID, ReadCost> corrections) {
      return store("correctCosts", () -> behind.jobs().correctCosts(corrections));
    }

    @Override
    public Mono<Void> heartbeat(UUID jobId, long recordsProcessed) {
      return store("heartbeat", () -> behind.jobs().heartbeat(jobId, recordsProcessed));
    }

    @Override
    public Mono<JobStatus> succeed(
        UUID jobId, Lease lease, boolean skipped, Map<String, Object> notes) {
      return store("succeed", () -> behind.jobs().succeed(jobId, lease, skipped, notes));
    }

    @Override
    public Mono<JobStatus> fail(UUID jobId, Lease lease, JobFailure failure) {
      return store("fail", () -> behind.jobs().fail(jobId, lease, failure));
    }

    @Override
    public Mono<Void> handBack(UUID jobId, Lease lease, Map<String, Object> notes) {
      return store("handBack", () -> behind.jobs().handBack(jobId, lease, notes));
    }

    @Override
    public Mono<Long> readsSince(UUID connectionId, Instant since) {
      return store("readsSince", () -> behind.jobs().readsSince(connectionId, since));
    }

    @Override
    public Flux<SyncJob> waiting(UUID connectionId) {
      return storeMany("waiting", () -> behind.jobs().waiting(connectionId));
    }

    @Override
    public Flux<SyncJob> stranded(Duration quietFor, int limit) {
      return storeMany("stranded", () -> behind.jobs().stranded(quietFor, limit));
    }
  }

  private final class Plans implements JobPlans {
    @Override
    public Flux<SyncJob> plan(@Nullable String parentKey, List<NewJob> jobs) {
      return storeMany("plan", () -> behind.plans().plan(parentKey, jobs));
    }

    @Override
    public Flux<SyncJob> open(UUID connectionId, JobType type) {
      return storeMany("open", () -> behind.plans().open(connectionId, type));
    }
  }

  private final class Leases implements LeaseStore {
    @Override
    public Mono<Lease> acquire(UUID connectionId, String owner, Duration timeToLive) {
      return store("acquire", () -> behind.leases().acquire(connectionId, owner, timeToLive));
    }

    @Override
    public Mono<Boolean> renew(Lease lease, Duration timeToLive) {
      return store("renew", () -> behind.leases().renew(lease, timeToLive));
    }

    @Override
    public Mono<Void> release(Lease lease) {
      return store("release", () -> behind.leases().release(lease));
    }
  }

  private final class Metrics implements MetricsStore {
    @Override
    public Mono<Map<LocalDate, Watermark>> watermarks(
        UUID connectionId, Entity entity, DayWindow window) {
      return store("watermarks", () -> behind.metrics().watermarks(connectionId, entity, window));
    }

    @Override
    public Mono<Map<LocalDate, DayDigest>> digests(
        UUID connectionId, Entity entity, DayWindow window) {
      return store("digests", () -> behind.metrics().digests(connectionId, entity, window));
    }

    @Override
    public Mono<Void> ensureMonths(Set<YearMonth> months) {
      return store("ensureMonths", () -> behind.metrics().ensureMonths(months));
    }

    @Override
    public Mono<LoadCounts> load(
        Lease lease,
        LoadContext context,
        Supplier<Set<LocalDate>> days,
        Flux<SourceRecord> records) {
      return store("load", () -> behind.metrics().load(lease, context, days, records))
          .doOnNext(counts -> onAcknowledgedLoad.accept(context, counts));
    }
  }
}
