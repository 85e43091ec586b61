package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.TriggerSyncs;
import com.campaignsync.runtime.http.Access;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Lazy;
import com.campaignsync.runtime.http.Route;
import com.campaignsync.runtime.log.StructuredLog;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The addresses that are about the service and its tenants, not about one tenant's data. */
final class OperationsRoutes {

  static final String TENANTS = "/api/tenants";
  static final String TENANT = TENANTS + "/{id}";
  private static final String SERVICE = "/api/campaign-sync";
  static final String LOGS = SERVICE + "/logs";
  static final String TRIGGER = SERVICE + "/trigger";

  private final Tenants known;
  private final Supplier<Operations> operations;
  private final Supplier<MessagePublisher> publisher;
  private final InstantSource clock;
  private final StructuredLog log;

  OperationsRoutes(
      Tenants known,
      Supplier<Operations> operations,
      Supplier<MessagePublisher> publisher,
      InstantSource clock,
      StructuredLog log) {
    this.known = known;
    this.operations = operations;
    this.publisher = publisher;
    this.clock = clock;
    this.log = log;
  }

  List<Route> all() {
    Lazy<TenantsHandlers> tenants =
        new Lazy<>(() -> new TenantsHandlers(operations.get().tenants(), clock));
    return List.of(
        Route.of("GET", TENANTS, Access.ADMIN, tenants.calling(TenantsHandlers::list)),
        Route.of("POST", TENANTS, Access.SUPER_ADMIN, tenants.calling(TenantsHandlers::create)),
        Route.of("PATCH", TENANT, Access.SUPER_ADMIN, tenants.calling(TenantsHandlers::change)),
        Route.of("GET", SERVICE + "/stats", Access.PUBLIC, Lazy.handler(this::stats)),
        Route.of("GET", SERVICE + "/bigquery/status", Access.PUBLIC, Lazy.handler(this::source)),
        Route.of("GET", LOGS, Access.ADMIN, Lazy.handler(this::logs)),
        Route.of("POST", TRIGGER, Access.ADMIN, Lazy.handler(this::trigger))
            .within(TriggerHandler.PATIENCE));
  }

  private Handler stats() {
    return new StatsHandler(operations.get().stats(), clock);
  }

  private Handler source() {
    return new SourceStatusHandler(operations.get().source(), clock, log);
  }

  private Handler logs() {
    return new LogsHandler(known, operations.get().logs(), clock, log);
  }

  private Handler trigger() {
    Operations used = operations.get();
    return new TriggerHandler(new TriggerSyncs(used.tenants(), used.triggers(), publisher.get()));
  }
}
