package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.JobReader;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.sync.PlanMaintenance;
import com.campaignsync.domain.sync.PlanRefused;
import com.campaignsync.domain.sync.SyncMessage.Backfill;
import com.campaignsync.domain.sync.SyncMessage.FullResync;
import com.campaignsync.domain.sync.SyncMessage.Plan;
import com.campaignsync.domain.sync.SyncMessage.Reconcile;
import com.campaignsync.domain.sync.SyncMessage.ReplayRejects;
import com.campaignsync.domain.sync.SyncMessage.Scope;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Plans long work by hand: backfills, full resyncs, reconciliations, replays of rejects. */
final class PlanHandlers {

  /** A dry run asks BigQuery once a month and entity: two years of both within this time. */
  static final Duration DRY_RUN_MAX = Duration.ofSeconds(60);

  private final Tenants tenants;
  private final Planning planning;
  private final PlanReplies replies;
  private final InstantSource clock;

  PlanHandlers(Tenants tenants, Planning planning, JobReader jobs, InstantSource clock) {
    this.tenants = tenants;
    this.planning = planning;
    this.replies = new PlanReplies(jobs);
    this.clock = clock;
  }

  /** Reads a range of days, month by month. It deletes nothing: force makes no difference. */
  Mono<Reply> backfill(Request request) {
    PlanBody body = PlanBody.parse(json(request));
    UUID connection = body.requiredConnection();
    return answer(
        request,
        tenant -> new Backfill(connection, body.requiredWindow(today(tenant))),
        body.dryRun(),
        "backfill");
  }

  /** Reads days again and deletes what the source has no more. */
  Mono<Reply> fullResync(Request request) {
    PlanBody body = PlanBody.parse(json(request));
    return answer(
        request,
        tenant -> new FullResync(scope(tenant, body), body.window(today(tenant)), body.force()),
        body.dryRun(),
        "full resync");
  }

  /** Compares both sides day by day. */
  Mono<Reply> reconcile(Request request) {
    PlanBody body = PlanBody.parseSimple(json(request));
    return answer(
        request,
        tenant -> new Reconcile(scope(tenant, body), body.window(today(tenant))),
        false,
        "reconciliation");
  }

  /** Reads the days again whose rows were rejected. */
  Mono<Reply> replayRejects(Request request) {
    JsonBody body = JsonBody.of(json(request), Set.of("connection_id"));
    UUID connection =
        Input.id(
            "connection_id",
            body.text("connection_id").orElseThrow(() -> JsonBody.missing("connection_id")));
    return answer(
        request,
        tenant -> new ReplayRejects(connection),
        false,
        "replay of the days with open rejects");
  }

  private static ObjectNode json(Request request) {
    request.query().accepting(Set.of(Tenants.PARAMETER));
    return request.json();
  }

  private LocalDate today(TenantInfo tenant) {
    return tenant.today(clock.instant());
  }

  private static Scope scope(TenantInfo tenant, PlanBody body) {
    return new Scope(tenant.id(), body.connectionId().orElse(null));
  }

  private Mono<Reply> answer(
      Request request, Function<TenantInfo, Plan> plan, boolean dryRun, String what) {
    return tenants
        .find(request)
        .flatMap(tenant -> answer(request, tenant, plan.apply(tenant), dryRun, what));
  }

  private Mono<Reply> answer(
      Request request, TenantInfo tenant, Plan plan, boolean dryRun, String what) {
    PlanMaintenance maintenance = planning.maintenance(tenant.id(), clock);
    PlanMaintenance.Request asked =
        new PlanMaintenance.Request(
            "api:" + request.workId(), NewJob.Trigger.API, request.principal().subject());
    Mono<Reply> reply =
        dryRun
            ? maintenance
                .preview(plan, asked)
                .flatMap(planning.estimates(tenant.id(), clock)::of)
                .map(PlanReplies::estimated)
            : maintenance
                .plan(plan, asked)
                .flatMap(planned -> replies.planned(tenant.id(), planned, what));
    return reply
        .onErrorMap(PlanRefused.class, PlanProblems::of)
        .onErrorMap(SourceException.class, PlanProblems::of);
  }
}
