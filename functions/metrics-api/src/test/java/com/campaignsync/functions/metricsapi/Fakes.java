package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.query.ConnectionView;
import com.campaignsync.domain.query.GroupRequests;
import com.campaignsync.domain.query.HealthReader;
import com.campaignsync.domain.query.JobReader;
import com.campaignsync.domain.query.JobView;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.domain.query.ServiceHealth;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.store.JobRequests;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.functions.metricsapi.contract.Contract;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store and a broker in memory, with tenants t1 and t2; t1 has two connections. */
final class Fakes
    implements MetricsReader,
        JobReader,
        HealthReader,
        JobRequests,
        GroupRequests,
        MessagePublisher {

  static final UUID CONNECTION_A = UUID.fromString("00000000-0000-4000-8000-00000000000a");
  static final UUID CONNECTION_B = UUID.fromString("00000000-0000-4000-8000-00000000000b");
  static final UUID CAMPAIGN = UUID.fromString("00000000-0000-4000-8000-0000000000c1");

  /** 14 hours ahead of UTC: its today is often our tomorrow. */
  static final ZoneId ZONE = ZoneId.of("Pacific/Kiritimati");

  final FakeAssets assets = new FakeAssets();
  final FakeHistory history = new FakeHistory();
  final FakePlanning planning = new FakePlanning(this);
  final FakeConnectionAdmin admin = new FakeConnectionAdmin();
  final FakeOperations operations = new FakeOperations();
  final List<MetricsQuery> asked = new ArrayList<>();
  final List<NewJob> requested = new ArrayList<>();
  final List<SyncMessage> published = new ArrayList<>();
  final Map<UUID, JobView> jobs = new LinkedHashMap<>();
  Optional<UUID> running = Optional.empty();

  /** The job of assets that is kept with the one that is asked for. */
  Optional<UUID> assetJob = Optional.empty();

  /** Jobs that end so after they have been looked at once. */
  final Map<UUID, JobStatus> endsOnceSeen = new ConcurrentHashMap<>();

  String connectionName = "Main";

  /** The state of jobs that are asked for. */
  JobStatus born = JobStatus.PENDING;

  Optional<RuntimeException> tenantFailure = Optional.empty();
  Optional<RuntimeException> storeFailure = Optional.empty();
  Optional<RuntimeException> streamFailure = Optional.empty();

  /** What happens before an export's first row is there. */
  Runnable whileExporting = () -> {};

  Optional<RuntimeException> publishFailure = Optional.empty();
  Mono<ServiceHealth> health =
      Mono.just(
          new ServiceHealth(
              Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
  private static final MetricsReport NOTHING =
      new MetricsReport(
          List.of(), false, 0, List.of(), Optional.empty(), Optional.empty(), Optional.empty());

  MetricsReport report = NOTHING;

  private static boolean exists(TenantId tenantId) {
    return tenantId.value().equals("t1") || tenantId.value().equals("t2");
  }

  private static boolean isFirst(TenantId tenantId) {
    return tenantId.value().equals("t1");
  }

  static Mono<TenantInfo> tenantOf(TenantId tenantId) {
    return exists(tenantId) ? Mono.just(new TenantInfo(tenantId, ZONE, "EUR")) : Mono.empty();
  }

  @Override
  public Mono<Answer> report(TenantId tenantId, Function<TenantInfo, MetricsQuery> plan) {
    if (storeFailure.isPresent()) {
      return Mono.error(storeFailure.get());
    }
    return tenantOf(tenantId)
        .map(
            tenant -> {
              MetricsQuery query = plan.apply(tenant);
              asked.add(query);
              return new Answer(tenant, query, knows(tenantId, query) ? report : NOTHING);
            });
  }

  private static boolean knows(TenantId tenantId, MetricsQuery query) {
    List<UUID> campaigns = query.filter().campaigns();
    return campaigns.isEmpty() || isFirst(tenantId) && campaigns.contains(CAMPAIGN);
  }

  @Override
  public Mono<Export> export(TenantId tenantId, Function<TenantInfo, MetricsQuery> plan) {
    return report(tenantId, plan)
        .map(answer -> new Export(answer.tenant(), answer.query(), report.currencies()));
  }

  @Override
  public Flux<MetricsRow> rows(TenantInfo tenant, MetricsQuery query) {
    return Flux.<MetricsRow>defer(
            () -> {
              whileExporting.run();
              return Flux.fromIterable(report.rows());
            })
        .concatWith(streamFailure.map(Flux::<MetricsRow>error).orElse(Flux.empty()));
  }

  @Override
  public Mono<Boolean> hasCampaign(TenantId tenantId, UUID campaignSpaceId) {
    return Mono.just(isFirst(tenantId) && campaignSpaceId.equals(CAMPAIGN));
  }

  @Override
  public Mono<JobView> find(TenantId tenantId, UUID id) {
    return isFirst(tenantId) ? Mono.fromSupplier(() -> look(id)) : Mono.empty();
  }

  private synchronized @Nullable JobView look(UUID id) {
    JobView seen = jobs.get(id);
    JobStatus end = endsOnceSeen.remove(id);
    if (end != null) {
      put(id, end);
    }
    return seen;
  }

  @Override
  public Mono<UUID> assetsOf(TenantId tenantId, UUID jobId) {
    return Mono.justOrEmpty(assetJob);
  }

  @Override
  public Mono<SyncStatus> status(TenantId tenantId, int limit) {
    List<JobView> recent = jobs.values().stream().limit(limit).toList();
    return Mono.just(new SyncStatus(recent.stream().findFirst(), false, recent, jobs.size()));
  }

  private ConnectionView view(UUID id) {
    Map<String, Object> columns = Contract.example("Connection");
    columns.put("id", id.toString());
    columns.put("grain", "daily");
    columns.put("sync_frequency", "hourly");
    columns.put("sync_status", "idle");
    columns.put("total_syncs_attempted", 3L);
    columns.put("name", connectionName);
    columns.put("platform", "google_ads");
    columns.put("account_id", "123");
    columns.put("source", "campaign_metrics");
    columns.put("asset_source", "asset_metrics");
    columns.put("mapping", Map.of("spend", "cost"));
    columns.put("asset_mapping", Map.of());
    return new ConnectionView(id, columns);
  }

  ConnectionReader connections() {
    return new ConnectionReader() {
      @Override
      public Mono<TenantInfo> tenant(TenantId tenantId) {
        return tenantFailure.<Mono<TenantInfo>>map(Mono::error).orElseGet(() -> tenantOf(tenantId));
      }

      @Override
      public Mono<List<ConnectionView>> list(TenantId tenantId, @Nullable Place after, int max) {
        List<ConnectionView> all =
            isFirst(tenantId) ? List.of(view(CONNECTION_A), view(CONNECTION_B)) : List.of();
        return Mono.just(
            all.stream()
                .filter(one -> after == null || one.id().compareTo(after.id()) > 0)
                .limit(max)
                .toList());
      }

      @Override
      public Mono<ConnectionView> find(TenantId tenantId, UUID connectionId) {
        return list(tenantId, null, 10)
            .flatMapIterable(all -> all)
            .filter(one -> one.id().equals(connectionId))
            .next();
      }

      @Override
      public Mono<SyncTargets> targets(
          TenantId tenantId, Optional<String> platform, List<UUID> campaigns) {
        List<UUID> found = campaigns.stream().filter(CAMPAIGN::equals).toList();
        List<UUID> all = isFirst(tenantId) ? List.of(CONNECTION_A, CONNECTION_B) : List.<UUID>of();
        boolean one = platform.isPresent() || !campaigns.isEmpty();
        return Mono.just(new SyncTargets(one ? all.stream().limit(1).toList() : all, found));
      }
    };
  }

  @Override
  public Mono<ServiceHealth> read() {
    return health;
  }

  @Override
  public Mono<SyncJob> request(NewJob job) {
    if (running.isPresent()) {
      return Mono.error(new SyncAlreadyRunning(running.get()));
    }
    requested.add(job);
    return Mono.just(keep(job));
  }

  @Override
  public Mono<JobGroup> request(TenantId tenantId, List<NewJob> all) {
    if (running.isPresent()) {
      return Mono.error(new SyncAlreadyRunning(running.get()));
    }
    requested.addAll(all);
    UUID parent = UUID.randomUUID();
    put(parent, born);
    return Mono.just(new JobGroup(parent, all.stream().map(this::keep).toList()));
  }

  private SyncJob keep(NewJob job) {
    return keep(job, null);
  }

  SyncJob keep(NewJob job, @Nullable UUID parentId) {
    UUID id = UUID.randomUUID();
    Map<String, Object> columns = new LinkedHashMap<>(put(id, born).columns());
    if (parentId != null) {
      columns.put("parent_job_id", parentId.toString());
    }
    jobs.put(id, new JobView(id, born, columns));
    return new SyncJob(
        id,
        job.connectionId(),
        job.tenantId(),
        job.entity(),
        job.type(),
        JobStatus.PENDING,
        job.window(),
        false,
        0,
        3);
  }

  JobView put(UUID id, JobStatus status) {
    Map<String, Object> columns = Contract.example("SyncJob");
    columns.put("id", id.toString());
    columns.put("status", status.wireName());
    columns.put("records_processed", 0L);
    columns.put("cost_usd", new java.math.BigDecimal("0.100000000"));
    JobView job = new JobView(id, status, columns);
    jobs.put(id, job);
    return job;
  }

  @Override
  public Mono<Void> publish(Topic topic, SyncMessage message) {
    if (publishFailure.isPresent()) {
      return Mono.error(publishFailure.get());
    }
    published.add(message);
    return Mono.empty();
  }
}
