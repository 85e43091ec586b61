package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.query.ConnectionReader.SyncTargets;
import com.campaignsync.domain.query.JobReader;
import com.campaignsync.domain.query.JobView;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.functions.metricsapi.SyncStarter.Started;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Starts a sync by hand, and waits for its end where the caller wants that.
 *
 * <p>Of one connection the job answered is that of its campaigns; where it has assets, a job of
 * theirs was kept too, which begins when this one is over: it is listed and waited for as well. Of
 * several the answered group has both, and is over when all are.
 */
final class StartSyncHandler implements Handler {

  /** Longest wait for the end: as long as common clients wait for an answer. */
  static final Duration WAIT_MAX = Duration.ofSeconds(60);

  /** Most connections of one request: as many as share one read of the source. */
  private static final int CONNECTIONS_MAX = 200;

  private final Tenants tenants;
  private final ConnectionReader connections;
  private final SyncStarter starter;
  private final JobReader jobs;
  private final InstantSource clock;

  StartSyncHandler(
      Tenants tenants,
      ConnectionReader connections,
      SyncStarter starter,
      JobReader jobs,
      InstantSource clock) {
    this.tenants = tenants;
    this.connections = connections;
    this.starter = starter;
    this.jobs = jobs;
    this.clock = clock;
  }

  @Override
  public Mono<Reply> handle(Request request) {
    request.query().accepting(Set.of(Tenants.PARAMETER, "wait"));
    boolean wait = Input.flag("wait", request.query().single("wait"));
    SyncBody body = SyncBody.parse(request.json());
    return tenants
        .find(request)
        .flatMap(
            tenant ->
                start(tenant, body, request)
                    .flatMap(started -> withAssets(tenant.id(), started))
                    .flatMap(started -> reply(tenant.id(), started, wait)));
  }

  private Mono<Started> start(TenantInfo tenant, SyncBody body, Request request) {
    DayWindow window = window(tenant, body);
    return connections
        .targets(tenant.id(), body.platform(), body.campaigns())
        .map(targets -> checked(targets, body))
        .flatMap(
            targets ->
                starter.start(
                    tenant.id(), targets, body.campaigns(), window, SyncStarter.Asker.of(request)));
  }

  /** No days named: the run decides, by what the source changed. */
  private @Nullable DayWindow window(TenantInfo tenant, SyncBody body) {
    return body.range().isEmpty()
        ? null
        : body.range().window(tenant.today(clock.instant()), MetricsParameters.DAYS_DEFAULT);
  }

  private static List<UUID> checked(SyncTargets targets, SyncBody body) {
    if (targets.campaignsFound().size() < body.campaigns().size()) {
      throw Problem.of(404, "CAMPAIGN_NOT_FOUND", "one of the campaigns does not exist");
    }
    if (targets.connectionIds().isEmpty()) {
      throw Problem.of(
          404, "NO_CONNECTION", "no connection fits; GET /connections lists those there are");
    }
    if (targets.connectionIds().size() > CONNECTIONS_MAX) {
      throw Problem.of(
          422, "TOO_MANY_CONNECTIONS", "at most " + CONNECTIONS_MAX + " at once; name a platform");
    }
    return targets.connectionIds();
  }

  private Mono<Reply> reply(TenantId tenantId, Started started, boolean wait) {
    Mono<Void> end = wait ? end(tenantId, started) : Mono.empty();
    return end.then(Mono.defer(() -> jobs.find(tenantId, started.jobId())))
        .zipWhen(seen -> parts(tenantId, started))
        .map(found -> reply(found.getT1(), found.getT2(), wait));
  }

  /** When all have ended, or the patience has; each is looked at by itself, all at once. */
  private Mono<Void> end(TenantId tenantId, Started started) {
    return Flux.fromIterable(started.watched())
        .flatMap(
            id -> JobWatch.until(jobs.find(tenantId, id), seen -> seen.status().isOver(), WAIT_MAX))
        .then();
  }

  /** A group lists its jobs of assets already. */
  private Mono<Started> withAssets(TenantId tenantId, Started started) {
    return started.isGroup()
        ? Mono.just(started)
        : jobs.assetsOf(tenantId, started.jobId()).map(started::with).defaultIfEmpty(started);
  }

  private Mono<List<JobView>> parts(TenantId tenantId, Started started) {
    return Flux.fromIterable(started.partIds())
        .concatMap(id -> jobs.find(tenantId, id))
        .collectList();
  }

  /** How it went, and of one connection how its assets went, too. */
  private static String ending(JobView job, List<JobView> parts) {
    boolean isGroup = parts.stream().noneMatch(part -> part.id().equals(job.id()));
    return job.status().wireName()
        + (isGroup || parts.size() < 2
            ? ""
            : ", of its assets: " + parts.get(1).status().wireName());
  }

  private static Reply reply(JobView job, List<JobView> parts, boolean waited) {
    boolean over =
        waited && job.status().isOver() && parts.stream().allMatch(part -> part.status().isOver());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("message", over ? "sync ended: " + ending(job, parts) : "sync queued");
    body.put("sync_job", JobBody.of(job));
    body.put("sync_jobs", parts.stream().map(JobBody::of).toList());
    return Reply.json(over ? 200 : 202, body);
  }
}
