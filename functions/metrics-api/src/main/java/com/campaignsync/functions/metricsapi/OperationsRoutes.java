package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.TriggerSyncs;
import com.campaignsync.runtime.http.Access;
import com.campaignsync.runtime.http.Route;
import com.campaignsync.runtime.log.StructuredLog;
import java.time.InstantSource;
import java.util.List;

/** The addresses that are about the service and its tenants, not about one tenant's data. */
final class OperationsRoutes {

  private static final String SERVICE = "/api/campaign-sync";

  private final TenantsHandlers tenants;
  private final StatsHandler stats;
  private final SourceStatusHandler source;
  private final LogsHandler logs;
  private final TriggerHandler trigger;

  OperationsRoutes(
      Tenants known,
      Operations operations,
      MessagePublisher publisher,
      InstantSource clock,
      StructuredLog log) {
    this.tenants = new TenantsHandlers(operations.tenants(), clock);
    this.stats = new StatsHandler(operations.stats(), clock);
    this.source = new SourceStatusHandler(operations.source(), clock);
    this.logs = new LogsHandler(known, operations.logs(), clock, log);
    this.trigger =
        new TriggerHandler(
            new TriggerSyncs(operations.tenants(), operations.triggers(), publisher));
  }

  List<Route> all() {
    return List.of(
        Route.of("GET", "/api/tenants", Access.ADMIN, tenants::list),
        Route.of("POST", "/api/tenants", Access.SUPER_ADMIN, tenants::create),
        Route.of("PATCH", "/api/tenants/{id}", Access.SUPER_ADMIN, tenants::change),
        Route.of("GET", SERVICE + "/stats", Access.PUBLIC, stats),
        Route.of("GET", SERVICE + "/bigquery/status", Access.PUBLIC, source),
        Route.of("GET", SERVICE + "/logs", Access.ADMIN, logs),
        Route.of("POST", SERVICE + "/trigger", Access.ADMIN, trigger)
            .within(TriggerHandler.PATIENCE));
  }
}
