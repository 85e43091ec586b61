package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.JobReader;
import com.campaignsync.domain.query.JobReader.SyncStatus;
import com.campaignsync.domain.query.JobView;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers how syncs go. */
final class JobHandlers {

  /** Longest wait for a change: shorter than any proxy's patience. */
  static final Duration WAIT_MAX = Duration.ofSeconds(30);

  private static final int LIMIT_DEFAULT = 10;
  private static final int LIMIT_MAX = 50;

  private final JobReader jobs;
  private final Tenants tenants;

  JobHandlers(JobReader jobs, Tenants tenants) {
    this.jobs = jobs;
    this.tenants = tenants;
  }

  /** The tenant's latest jobs. */
  Mono<Reply> status(Request request) {
    request.query().accepting(Set.of(Tenants.PARAMETER, "limit"));
    int limit =
        Input.count(
            "INVALID_LIMIT", "limit", request.query().single("limit"), LIMIT_DEFAULT, LIMIT_MAX);
    return tenants
        .find(request)
        .flatMap(tenant -> jobs.status(tenant.id(), limit))
        .map(status -> Reply.json(200, body(status)));
  }

  private static Map<String, @Nullable Object> body(SyncStatus status) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("last_sync", status.lastSync().map(JobBody::of).orElse(null));
    body.put("is_syncing", status.syncing());
    body.put("recent_jobs", status.recentJobs().stream().map(JobBody::of).toList());
    body.put("total_jobs", status.totalJobs());
    return body;
  }

  /** One job, at once or when it changes. */
  Mono<Reply> one(Request request) {
    request.query().accepting(Set.of(Tenants.PARAMETER, "wait"));
    UUID jobId = Input.id("job_id", request.path("job_id"));
    Duration wait = Input.seconds("wait", request.query().single("wait"), WAIT_MAX);
    return tenants
        .find(request)
        .flatMap(tenant -> view(tenant.id(), jobId, wait))
        .switchIfEmpty(
            Mono.error(() -> Problem.of(404, "JOB_NOT_FOUND", "there is no such sync job")))
        .map(job -> Reply.json(200, Map.of("success", true, "sync_job", JobBody.of(job))));
  }

  private Mono<JobView> view(TenantId tenantId, UUID jobId, Duration wait) {
    Mono<JobView> look = jobs.find(tenantId, jobId);
    return look.flatMap(
        first ->
            wait.isZero() || first.status().isOver()
                ? Mono.just(first)
                : JobWatch.until(look, seen -> seen.isNewsAfter(first), wait));
  }
}
