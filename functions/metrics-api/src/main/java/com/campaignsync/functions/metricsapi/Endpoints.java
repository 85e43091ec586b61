package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.AssetReader;
import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.query.GroupRequests;
import com.campaignsync.domain.query.HealthReader;
import com.campaignsync.domain.query.JobReader;
import com.campaignsync.domain.query.MetricsReader;
import com.campaignsync.domain.store.JobRequests;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.RequestSync;
import com.campaignsync.runtime.http.Access;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Route;
import com.campaignsync.runtime.http.Router;
import com.campaignsync.runtime.log.StructuredLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Which address is answered by what. */
final class Endpoints {

  private static final String PERFORMANCE = "/api/campaign-performance";

  /** What a reply takes beside the wait that the caller asked for. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private final MetricsHandler metrics;
  private final CampaignMetricsHandler campaignMetrics;
  private final AssetsHandler assets;
  private final JobHandlers jobs;
  private final StartSyncHandler startSync;
  private final ConnectionHandlers connections;
  private final HealthHandler health;

  Endpoints(
      MetricsReader metrics,
      AssetReader assets,
      JobReader jobs,
      ConnectionReader connections,
      HealthReader health,
      JobRequests requests,
      GroupRequests groups,
      MessagePublisher publisher,
      InstantSource clock,
      StructuredLog log) {
    Tenants tenants = new Tenants(connections);
    RequestSync requestSync = new RequestSync(requests, publisher);
    this.metrics = new MetricsHandler(metrics, clock);
    this.campaignMetrics = new CampaignMetricsHandler(metrics, clock);
    this.assets = new AssetsHandler(assets, clock);
    this.jobs = new JobHandlers(jobs, tenants);
    this.startSync =
        new StartSyncHandler(
            tenants, connections, new SyncStarter(requestSync, groups, publisher), jobs, clock);
    this.connections = new ConnectionHandlers(tenants, connections, requestSync);
    this.health = new HealthHandler(health, clock, log);
  }

  Router router() {
    return new Router(
        List.of(
            open("/", new IndexHandler()),
            open("/health", health),
            open("/api/campaign-sync/health", health),
            get(PERFORMANCE + "/metrics", metrics),
            get(PERFORMANCE + "/metrics/{campaign_space_id}", campaignMetrics),
            get(PERFORMANCE + "/assets/{campaign_space_id}", assets),
            get(PERFORMANCE + "/sync-status", jobs::status),
            get(PERFORMANCE + "/sync-jobs/{job_id}", jobs::one)
                .within(JobHandlers.WAIT_MAX.plus(MARGIN)),
            post(PERFORMANCE + "/sync", startSync).within(StartSyncHandler.WAIT_MAX.plus(MARGIN)),
            get("/connections", connections::list),
            post("/connections/{id}/sync-now", connections::syncNow),
            get("/connections/{id}/sync-status", connections::syncStatus)));
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
