package com.campaignsync.domain.simulation;

import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.UndatedRows;
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
import com.campaignsync.domain.store.SumsCorrected;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.store.Watermark;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The store's ports with something around every call of them. */
public abstract class DecoratedPorts {

  protected final Ports behind;

  protected DecoratedPorts(Ports behind) {
    this.behind = behind;
  }

  /** The store's ports decorated, beside a source and a publisher of the caller's. */
  protected final Ports ports(CampaignMetricsSource source, MessagePublisher publisher) {
    return new Ports(
        source,
        new Connections(),
        new Jobs(),
        wanted -> store("request", () -> behind.requests().request(wanted)),
        new Plans(),
        new Leases(),
        new Metrics(),
        (lease, jobId, entity, verdicts) ->
            write(
                lease, "keep", () -> behind.reconciliations().keep(lease, jobId, entity, verdicts)),
        publisher);
  }

  /**
   * Goes around a call.
   *
   * @param name the port's method
   * @param call the call itself, made when the answer is subscribed to
   */
  protected abstract <T> Mono<T> store(String name, Supplier<Mono<T>> call);

  /** Goes around a call that proves a lease's fence. */
  protected <T> Mono<T> write(Lease lease, String name, Supplier<Mono<T>> call) {
    return store(name, call);
  }

  /** Goes around a load, which is a call that reads while it lasts. */
  protected Mono<LoadCounts> load(
      Lease lease, LoadContext context, Supplier<Set<LocalDate>> days, Flux<SourceRecord> records) {
    return write(lease, "load", () -> behind.metrics().load(lease, context, days, records));
  }

  private <T> Flux<T> storeMany(String name, Supplier<Flux<T>> call) {
    return store(name, () -> call.get().collectList()).flatMapIterable(found -> found);
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

    @Override
    public Mono<Boolean> storesSince(UUID connectionId, LocalDate day) {
      return store("storesSince", () -> behind.connections().storesSince(connectionId, day));
    }

    @Override
    public Mono<Boolean> knows(TenantId tenantId) {
      return store("knows", () -> behind.connections().knows(tenantId));
    }
  }

  private final class Jobs implements JobStore {
    @Override
    public Mono<SyncJob> find(UUID jobId) {
      return store("find", () -> behind.jobs().find(jobId));
    }

    @Override
    public Mono<Boolean> start(UUID jobId, Lease lease, DayWindow window) {
      return write(lease, "start", () -> behind.jobs().start(jobId, lease, window));
    }

    @Override
    public Mono<Void> recordRead(
        UUID jobId, Lease lease, ReadCost cost, Map<String, Object> notes) {
      return write(lease, "recordRead", () -> behind.jobs().recordRead(jobId, lease, cost, notes));
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
      return write(lease, "succeed", () -> behind.jobs().succeed(jobId, lease, skipped, notes));
    }

    @Override
    public Mono<JobStatus> fail(UUID jobId, Lease lease, JobFailure failure) {
      return write(lease, "fail", () -> behind.jobs().fail(jobId, lease, failure));
    }

    @Override
    public Mono<Void> handBack(UUID jobId, Lease lease, Map<String, Object> notes) {
      return write(lease, "handBack", () -> behind.jobs().handBack(jobId, lease, notes));
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
    public Mono<SumsCorrected> proveSums(Lease lease, AdConnection connection, DayWindow window) {
      return write(lease, "proveSums", () -> behind.metrics().proveSums(lease, connection, window));
    }

    @Override
    public Mono<Void> keepUndated(Lease lease, UUID jobId, Entity entity, UndatedRows undated) {
      return write(
          lease, "keepUndated", () -> behind.metrics().keepUndated(lease, jobId, entity, undated));
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
      return DecoratedPorts.this.load(lease, context, days, records);
    }
  }
}
