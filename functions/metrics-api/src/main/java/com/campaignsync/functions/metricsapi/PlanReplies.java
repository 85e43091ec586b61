package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.JobReader;
import com.campaignsync.domain.query.JobView;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.EstimatePlan.Estimate;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Reply;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers what was planned, or would be. */
final class PlanReplies {

  /** Most jobs that a reply spells out: those of a tenant with hundreds of accounts are counted. */
  private static final int JOBS_SHOWN_MAX = 200;

  private final JobReader jobs;

  PlanReplies(JobReader jobs) {
    this.jobs = jobs;
  }

  /** 202 with the jobs and their head; without any, 200: nothing is going to happen. */
  Mono<Reply> planned(TenantId tenantId, List<SyncJob> planned, String what) {
    return Flux.fromIterable(planned)
        .take(JOBS_SHOWN_MAX)
        .concatMap(job -> jobs.find(tenantId, job.id()))
        .collectList()
        .flatMap(
            views ->
                head(tenantId, views)
                    .map(head -> reply(planned.size(), what, JobBody.of(head), views))
                    .switchIfEmpty(
                        Mono.fromSupplier(() -> reply(planned.size(), what, null, views))));
  }

  /** The parent, or the only job. */
  private Mono<JobView> head(TenantId tenantId, List<JobView> views) {
    if (views.isEmpty()) {
      return Mono.empty();
    }
    Object parent = views.get(0).columns().get("parent_job_id");
    return parent == null
        ? Mono.just(views.get(0))
        : jobs.find(tenantId, UUID.fromString(parent.toString()));
  }

  private static Reply reply(
      int count, String what, @Nullable Map<String, @Nullable Object> head, List<JobView> views) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("message", count == 0 ? "nothing to do: " + what : what + " queued");
    body.put("sync_job", head);
    body.put("sync_jobs", views.stream().map(JobBody::of).toList());
    body.put("total_jobs", count);
    return Reply.json(count == 0 ? 200 : 202, body);
  }

  /** What it would cost, at most; nothing was kept. */
  static Reply estimated(List<Estimate> estimates) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("dry_run", true);
    body.put("bytes", estimates.stream().mapToLong(Estimate::bytes).sum());
    body.put(
        "cost_usd",
        Figures.plain(
            estimates.stream().map(Estimate::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add)));
    body.put(
        "months",
        estimates.stream()
            .flatMap(estimate -> estimate.window().months())
            .distinct()
            .sorted()
            .map(YearMonth::toString)
            .toList());
    body.put("jobs", estimates.stream().map(PlanReplies::job).toList());
    return Reply.json(200, body);
  }

  private static Map<String, @Nullable Object> job(Estimate estimate) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("connection_id", estimate.job().connectionId().toString());
    body.put("entity", estimate.job().entity().wireName());
    body.put("job_type", estimate.job().type().wireName());
    body.put("start_date", estimate.window().firstDay().toString());
    body.put("end_date", estimate.window().lastDay().toString());
    body.put("bytes", estimate.bytes());
    body.put("cost_usd", Figures.plain(estimate.costUsd()));
    return body;
  }
}
