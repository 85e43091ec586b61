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
import com.campaignsync.runtime.http.Route;
import com.campaignsync.runtime.http.Router;
import com.campaignsync.runtime.log.StructuredLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Which address is answered by what. */
final class Endpoints {

  private static final String PERFORMANCE = "/api/campaign-performance";

  /** What a reply takes beside the wait that the caller asked for. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private final MetricsHandler metrics;
  private final CampaignMetricsHandler campaignMetrics;
  private final AssetsHandler assets;
  private final ChangesHandler changes;
  private final CampaignSpacesHandler campaignSpaces;
  private final RejectsHandler rejects;
  private final ReconciliationHandler reconciliation;
  private final PlanHandlers plans;
  private final JobHandlers jobs;
  private final StartSyncHandler startSync;
  private final ConnectionHandlers connections;
  private final ConnectionAdminHandlers connectionAdmin;
  private final HealthHandler health;
  private final DocsHandlers docs = new DocsHandlers();
  private final OperationsRoutes operations;

  /**
   * What the store answers.
   *
   * @param metrics figures per campaign
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
      Writers writers,
      Operations operations,
      InstantSource clock,
      StructuredLog log) {
    Tenants tenants = new Tenants(readers.connections());
    MessagePublisher publisher = writers.planning().publisher();
    RequestSync requestSync = new RequestSync(writers.requests(), publisher);
    this.metrics = new MetricsHandler(readers.metrics(), clock);
    this.campaignMetrics = new CampaignMetricsHandler(readers.metrics(), clock);
    this.assets = new AssetsHandler(readers.assets(), clock);
    this.changes = new ChangesHandler(tenants, readers.changes(), clock);
    this.campaignSpaces = new CampaignSpacesHandler(tenants, readers.campaigns());
    this.rejects = new RejectsHandler(tenants, writers.planning().rejects(), clock);
    this.reconciliation = new ReconciliationHandler(tenants, readers.reconciliations(), clock);
    this.plans = new PlanHandlers(tenants, writers.planning(), readers.jobs(), clock);
    this.jobs = new JobHandlers(readers.jobs(), tenants);
    this.startSync =
        new StartSyncHandler(
            tenants,
            readers.connections(),
            new SyncStarter(requestSync, writers.groups(), publisher),
            readers.jobs(),
            clock);
    this.connections = new ConnectionHandlers(tenants, readers.connections(), requestSync);
    this.connectionAdmin =
        new ConnectionAdminHandlers(
            tenants,
            readers.connections(),
            writers.admin(),
            new SourceTrial(writers.validation()),
            clock);
    this.health = new HealthHandler(readers.health(), operations.scheduler(), clock, log);
    this.operations = new OperationsRoutes(tenants, operations, publisher, clock, log);
  }

  Router router() {
    return new Router(
        Stream.of(basics(), docs(), performance(), maintenance(), connections(), operations.all())
            .flatMap(List::stream)
            .toList());
  }

  private List<Route> basics() {
    return List.of(
        open("/", new IndexHandler()),
        open("/health", health),
        open("/api/campaign-sync/health", health));
  }

  private List<Route> docs() {
    return List.of(
        open("/api/openapi.json", docs::document),
        open("/docs", docs::page).producingOnly("text/html"),
        open("/docs/{file}", docs::file).producingOnly("text/javascript", "text/css", "image/png"));
  }

  private List<Route> performance() {
    return List.of(
        get(PERFORMANCE + "/metrics", metrics).producing(Csv.MEDIA_TYPE).versioned(),
        get(PERFORMANCE + "/metrics/{campaign_space_id}", campaignMetrics).versioned(),
        get(PERFORMANCE + "/assets/{campaign_space_id}", assets).versioned(),
        get(PERFORMANCE + "/changes", changes).versioned(),
        get("/api/campaign-spaces", campaignSpaces).versioned(),
        get(PERFORMANCE + "/rejects", rejects),
        get(PERFORMANCE + "/reconciliation", reconciliation).versioned(),
        get(PERFORMANCE + "/sync-status", jobs::status),
        get(PERFORMANCE + "/sync-jobs/{job_id}", jobs::one)
            .within(JobHandlers.WAIT_MAX.plus(MARGIN)),
        post(PERFORMANCE + "/sync", startSync).within(StartSyncHandler.WAIT_MAX.plus(MARGIN)));
  }

  private List<Route> maintenance() {
    return List.of(
        admin("POST", PERFORMANCE + "/rejects/replay", plans::replayRejects),
        admin("POST", PERFORMANCE + "/backfill", plans::backfill)
            .within(PlanHandlers.DRY_RUN_MAX)
            .trying("dry_run"),
        admin("POST", PERFORMANCE + "/full-resync", plans::fullResync)
            .within(PlanHandlers.DRY_RUN_MAX)
            .trying("dry_run"),
        admin("POST", PERFORMANCE + "/reconciliation", plans::reconcile));
  }

  private List<Route> connections() {
    return List.of(
        get("/connections", connections::list),
        admin("POST", "/connections", connectionAdmin::create)
            .within(ConnectionAdminHandlers.PATIENCE)
            .trying("validate_only"),
        admin("PATCH", "/connections/{id}", connectionAdmin::change)
            .within(ConnectionAdminHandlers.PATIENCE),
        admin("DELETE", "/connections/{id}", connectionAdmin::delete)
            .within(ConnectionAdminHandlers.PATIENCE),
        post("/connections/{id}/sync-now", connections::syncNow),
        Route.of(
            "PATCH",
            "/connections/{id}/sync-frequency",
            Access.USER,
            connectionAdmin::changeFrequency),
        get("/connections/{id}/sync-status", connections::syncStatus));
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
