package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.cost.OnDemandPrices;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.ReconciliationReader;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.source.MappingDocument;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceDigests;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.source.SourceUndated;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.store.JobPlans;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.RejectFilter;
import com.campaignsync.domain.store.RejectStore;
import com.campaignsync.domain.store.RejectedRow;
import com.campaignsync.domain.store.Retention;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Planned work in memory; connection A of tenant t1 has assets, B has none. */
final class FakePlanning
    implements JobPlans, RejectStore, CampaignMetricsSource, ReconciliationReader {

  static final int RETENTION_DAYS = 90;

  private final Fakes fakes;
  final List<NewJob> planned = new ArrayList<>();
  final List<RejectFilter> rejectsAsked = new ArrayList<>();
  final List<RejectedRow> rejected = new ArrayList<>();
  final List<LocalDate> replayDays = new ArrayList<>();
  final List<Filter> proofsAsked = new ArrayList<>();
  final List<Place> proofsAfter = new ArrayList<>();
  final List<Proof> proofs = new ArrayList<>();
  final List<ReadRequest> estimated = new ArrayList<>();
  @Nullable LocalDate lastStored;
  Optional<SourceException> sourceFailure = Optional.empty();

  /** Of every source. */
  boolean mayLackDates;

  FakePlanning(Fakes fakes) {
    this.fakes = fakes;
  }

  Planning planning(PatientPublisher publisher) {
    return new Planning(
        this::connections,
        tenant -> this,
        this,
        publisher,
        this,
        OnDemandPrices.published().in("US"),
        Retention.ofDays(RETENTION_DAYS));
  }

  private ConnectionStore connections(TenantId tenantId) {
    List<AdConnection> all =
        tenantId.value().equals("t1")
            ? List.of(
                connection(tenantId, Fakes.CONNECTION_A, true),
                connection(tenantId, Fakes.CONNECTION_B, false))
            : List.of();
    return new ConnectionStore() {
      @Override
      public Mono<AdConnection> find(UUID connectionId) {
        return Flux.fromIterable(all).filter(one -> one.id().equals(connectionId)).next();
      }

      @Override
      public Flux<DueJob> claimDue(Instant now, boolean realtimeOnly, int limit) {
        throw new AssertionError("the API claims nothing");
      }

      @Override
      public Mono<Boolean> anyRealtime() {
        throw new AssertionError("the API dispatches nothing");
      }

      @Override
      public Flux<AdConnection> active(@Nullable TenantId wanted) {
        return Flux.fromIterable(all).filter(one -> one.tenantId().equals(wanted));
      }

      @Override
      public Mono<Boolean> storesSince(UUID connectionId, LocalDate day) {
        return Mono.just(lastStored != null && !day.isAfter(lastStored));
      }

      @Override
      public Mono<Boolean> knows(TenantId wanted) {
        return Mono.just(wanted.equals(tenantId));
      }
    };
  }

  private static AdConnection connection(TenantId tenantId, UUID id, boolean assets) {
    SourceMapping campaigns = MappingDocument.parse("campaign_metrics", Map.of());
    SourceMapping ofAssets = MappingDocument.parse("asset_metrics", Map.of());
    return new AdConnection(
        id,
        tenantId,
        Fakes.ZONE,
        "EUR",
        "google_ads",
        null,
        assets
            ? Map.of(Entity.CAMPAIGN_METRICS, campaigns, Entity.ASSET_METRICS, ofAssets)
            : Map.of(Entity.CAMPAIGN_METRICS, campaigns),
        30,
        SyncFrequency.MANUAL,
        Map.of());
  }

  @Override
  public Flux<SyncJob> plan(@Nullable String parentKey, List<NewJob> jobs) {
    planned.addAll(jobs);
    UUID parent = parentKey == null ? null : fakes.put(UUID.randomUUID(), JobStatus.PENDING).id();
    return Flux.fromIterable(jobs).map(job -> fakes.keep(job, parent));
  }

  @Override
  public Flux<SyncJob> open(UUID connectionId, JobType type) {
    throw new AssertionError("the API asks for no open jobs");
  }

  @Override
  public Flux<RejectedRow> list(RejectFilter filter, long beforeId, int limit) {
    rejectsAsked.add(filter);
    return Flux.fromIterable(rejected).filter(row -> row.id() < beforeId).take(limit);
  }

  @Override
  public Mono<Map<String, Long>> counts(RejectFilter filter) {
    return Mono.just(rejected.isEmpty() ? Map.of() : Map.of("BAD_HOUR", (long) rejected.size()));
  }

  @Override
  public Flux<LocalDate> replayDays(TenantId tenantId, UUID connectionId, Entity entity) {
    return entity == Entity.CAMPAIGN_METRICS ? Flux.fromIterable(replayDays) : Flux.empty();
  }

  @Override
  public Mono<SourceState> inspect(Entity entity, SourceMapping mapping) {
    return sourceFailure
        .<Mono<SourceState>>map(Mono::error)
        .orElseGet(
            () ->
                Mono.just(
                    new SourceState(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        null,
                        null,
                        false,
                        "not partitioned",
                        mayLackDates)));
  }

  /** A mebibyte a day. */
  @Override
  public Mono<Long> estimateBytes(ReadRequest request) {
    estimated.add(request);
    return Mono.just(request.days().stream().mapToLong(DayWindow::days).sum() << 20);
  }

  /** Three mebibytes. */
  @Override
  public Mono<Long> estimateUndatedBytes(ReadRequest request) {
    return Mono.just(3L << 20);
  }

  @Override
  public Mono<SourceRead> read(ReadRequest request) {
    throw new AssertionError("the API reads nothing that bills");
  }

  @Override
  public Mono<SourceUndated> undated(ReadRequest request) {
    throw new UnsupportedOperationException("the API reads no rows");
  }

  @Override
  public Mono<SourceDigests> digests(ReadRequest request) {
    throw new AssertionError("the API reads nothing that bills");
  }

  @Override
  public Mono<List<Proof>> last(
      TenantId tenantId, Filter filter, @Nullable Place after, int limit) {
    proofsAsked.add(filter);
    proofsAfter.add(after);
    return Mono.just(proofs.stream().limit(limit).toList());
  }
}
