package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.AssetReader;
import com.campaignsync.domain.query.CampaignReader;
import com.campaignsync.domain.query.ChangeReader;
import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.query.GroupRequests;
import com.campaignsync.domain.query.HealthReader;
import com.campaignsync.domain.query.JobReader;
import com.campaignsync.domain.query.MetricsReader;
import com.campaignsync.domain.query.ReconciliationReader;
import com.campaignsync.domain.source.SourceValidation;
import com.campaignsync.domain.store.ConnectionAdmin;
import com.campaignsync.domain.store.JobRequests;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.RequestSync;
import com.campaignsync.functions.metricsapi.docs.DocsHandlers;
import com.campaignsync.runtime.http.Access;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Lazy;
import com.campaignsync.runtime.http.Route;
import com.campaignsync.runtime.http.Router;
import com.campaignsync.runtime.log.StructuredLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Which address is answered by what. */
final class Endpoints {

  private static final String PERFORMANCE = "/api/campaign-performance";

  /** What a reply takes beside the wait that the caller asked for. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private final Readers readers;
  private final Supplier<Writers> writers;
  private final Supplier<Operations> operations;
  private final Tenants tenants;
  private final InstantSource clock;
  private final StructuredLog log;

  /**
   * What the store answers.
   *
   * @param metrics figures per campaign
   * @param exportsMax exports of them that may be under way at once
   * @param assets figures per asset
   * @param reconciliations proofs
   * @param jobs sync jobs
   * @param connections tenants and their connections
   * @param health how the service goes
   * @param changes what was restated
   * @param campaigns campaigns with their totals
   */
  record Readers(
      MetricsReader metrics,
      int exportsMax,
      AssetReader assets,
      ReconciliationReader reconciliations,
      JobReader jobs,
      ConnectionReader connections,
      HealthReader health,
      ChangeReader changes,
      CampaignReader campaigns) {}

  /**
   * What is asked for.
   *
   * @param requests one sync
   * @param groups several as one
   * @param planning long work
   * @param admin connections
   * @param validation tries their sources
   */
  record Writers(
      JobRequests requests,
      GroupRequests groups,
      Planning planning,
      ConnectionAdmin admin,
      SourceValidation validation) {}

  Endpoints(
      Readers readers,
      Supplier<Writers> writers,
      Supplier<Operations> operations,
      InstantSource clock,
      StructuredLog log) {
    this.readers = readers;
    this.writers = writers;
    this.operations = operations;
    this.tenants = new Tenants(readers.connections());
    this.clock = clock;
    this.log = log;
  }

  Router router() {
    List<Route> routes = new ArrayList<>(basics());
    routes.addAll(docs());
    routes.addAll(performance());
    routes.addAll(jobs());
    routes.addAll(maintenance());
    routes.addAll(connections());
    routes.addAll(
        new OperationsRoutes(tenants, operations, () -> publisher(writers.get()), clock, log)
            .all());
    return new Router(routes);
  }

  private static MessagePublisher publisher(Writers writers) {
    return writers.planning().publisher();
  }

  private RequestSync requestSync(Writers writers) {
    return new RequestSync(
        writers.requests(), publisher(writers), writers.planning().retention(), clock);
  }

  private List<Route> basics() {
    Handler health =
        Lazy.handler(
            () -> new HealthHandler(readers.health(), operations.get().scheduler(), clock, log));
    return List.of(
        open("/", Lazy.handler(IndexHandler::new)),
        open("/health", health),
        open("/api/campaign-sync/health", health));
  }

  private List<Route> docs() {
    Lazy<DocsHandlers> docs = new Lazy<>(DocsHandlers::new);
    return List.of(
        open("/api/openapi.json", docs.calling(DocsHandlers::document)),
        open("/docs", docs.calling(DocsHandlers::page)).producingOnly("text/html"),
        open("/docs/{file}", docs.calling(DocsHandlers::file))
            .producingOnly("text/javascript", "text/css", "image/png"));
  }

  private List<Route> performance() {
    return List.of(
        get(
                PERFORMANCE + "/metrics",
                Lazy.handler(
                    () -> new MetricsHandler(readers.metrics(), readers.exportsMax(), clock)))
            .producing(Csv.MEDIA_TYPE)
            .versioned(),
        get(
                PERFORMANCE + "/metrics/{campaign_space_id}",
                Lazy.handler(() -> new CampaignMetricsHandler(readers.metrics(), clock)))
            .versioned(),
        get(
                PERFORMANCE + "/assets/{campaign_space_id}",
                Lazy.handler(() -> new AssetsHandler(readers.assets(), clock)))
            .versioned(),
        get(
                PERFORMANCE + "/changes",
                Lazy.handler(() -> new ChangesHandler(tenants, readers.changes(), clock)))
            .versioned(),
        get(
                "/api/campaign-spaces",
                Lazy.handler(() -> new CampaignSpacesHandler(tenants, readers.campaigns())))
            .versioned(),
        get(
                PERFORMANCE + "/reconciliation",
                Lazy.handler(
                    () -> new ReconciliationHandler(tenants, readers.reconciliations(), clock)))
            .versioned());
  }

  private List<Route> jobs() {
    Lazy<JobHandlers> jobs = new Lazy<>(() -> new JobHandlers(readers.jobs(), tenants));
    return List.of(
        get(PERFORMANCE + "/sync-status", jobs.calling(JobHandlers::status)),
        get(PERFORMANCE + "/sync-jobs/{job_id}", jobs.calling(JobHandlers::one))
            .within(JobHandlers.WAIT_MAX.plus(MARGIN)),
        post(PERFORMANCE + "/sync", Lazy.handler(() -> startSync(writers.get())))
            .within(StartSyncHandler.WAIT_MAX.plus(MARGIN)));
  }

  private Handler startSync(Writers asked) {
    SyncStarter starter = new SyncStarter(requestSync(asked), asked.groups(), publisher(asked));
    return new StartSyncHandler(tenants, readers.connections(), starter, readers.jobs(), clock);
  }

  private List<Route> maintenance() {
    Lazy<PlanHandlers> plans =
        new Lazy<>(
            () -> new PlanHandlers(tenants, writers.get().planning(), readers.jobs(), clock));
    return List.of(
        get(
            PERFORMANCE + "/rejects",
            Lazy.handler(
                () -> new RejectsHandler(tenants, writers.get().planning().rejects(), clock))),
        admin("POST", PERFORMANCE + "/rejects/replay", plans.calling(PlanHandlers::replayRejects)),
        admin("POST", PERFORMANCE + "/backfill", plans.calling(PlanHandlers::backfill))
            .within(PlanHandlers.DRY_RUN_MAX)
            .trying("dry_run"),
        admin("POST", PERFORMANCE + "/full-resync", plans.calling(PlanHandlers::fullResync))
            .within(PlanHandlers.DRY_RUN_MAX)
            .trying("dry_run"),
        admin("POST", PERFORMANCE + "/reconciliation", plans.calling(PlanHandlers::reconcile)));
  }

  private List<Route> connections() {
    Lazy<ConnectionHandlers> connections =
        new Lazy<>(
            () ->
                new ConnectionHandlers(tenants, readers.connections(), requestSync(writers.get())));
    Lazy<ConnectionAdminHandlers> kept = new Lazy<>(() -> connectionAdmin(writers.get()));
    return List.of(
        get("/connections", connections.calling(ConnectionHandlers::list)),
        admin("POST", "/connections", kept.calling(ConnectionAdminHandlers::create))
            .within(ConnectionAdminHandlers.PATIENCE)
            .trying("validate_only"),
        admin("PATCH", "/connections/{id}", kept.calling(ConnectionAdminHandlers::change))
            .within(ConnectionAdminHandlers.PATIENCE),
        admin("DELETE", "/connections/{id}", kept.calling(ConnectionAdminHandlers::delete))
            .within(ConnectionAdminHandlers.PATIENCE),
        post("/connections/{id}/sync-now", connections.calling(ConnectionHandlers::syncNow)),
        Route.of(
            "PATCH",
            "/connections/{id}/sync-frequency",
            Access.USER,
            kept.calling(ConnectionAdminHandlers::changeFrequency)),
        get("/connections/{id}/sync-status", connections.calling(ConnectionHandlers::syncStatus)));
  }

  private ConnectionAdminHandlers connectionAdmin(Writers asked) {
    SourceTrial trial = new SourceTrial(asked.validation(), readers.connections());
    return new ConnectionAdminHandlers(tenants, readers.connections(), asked.admin(), trial, clock);
  }

  private static Route admin(String method, String path, Handler handler) {
    return Route.of(method, path, Access.ADMIN, handler);
  }

  private static Route open(String path, Handler handler) {
    return Route.of("GET", path, Access.PUBLIC, handler);
  }

  private static Route get(String path, Handler handler) {
    return Route.of("GET", path, Access.USER, handler);
  }

  private static Route post(String path, Handler handler) {
    return Route.of("POST", path, Access.USER, handler);
  }
}
