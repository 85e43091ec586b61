package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.query.ConnectionView;
import com.campaignsync.domain.store.JobRequests.SyncAlreadyRunning;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.RequestSync;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers for a tenant's connections, and syncs one at once. */
final class ConnectionHandlers {

  private static final Set<String> NAMES = Set.of(Tenants.PARAMETER);

  private static final List<String> TRACKING =
      List.of(
          "sync_frequency",
          "sync_status",
          "last_sync_attempted_at",
          "last_sync_completed_at",
          "last_metrics_changed_at",
          "total_syncs_attempted",
          "total_syncs_with_changes",
          "last_sync_error");

  private final Tenants tenants;
  private final ConnectionReader connections;
  private final RequestSync requestSync;

  ConnectionHandlers(Tenants tenants, ConnectionReader connections, RequestSync requestSync) {
    this.tenants = tenants;
    this.connections = connections;
    this.requestSync = requestSync;
  }

  /** All of the tenant's connections. */
  Mono<Reply> list(Request request) {
    request.query().accepting(NAMES);
    return tenants
        .find(request)
        .flatMap(tenant -> connections.list(tenant.id()))
        .map(found -> Reply.json(200, body(found)));
  }

  private static Map<String, Object> body(List<ConnectionView> found) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("connections", found.stream().map(one -> JobBody.of(one.columns())).toList());
    return body;
  }

  /** Queues a sync of one connection. */
  Mono<Reply> syncNow(Request request) {
    request.query().accepting(NAMES);
    return find(request)
        .flatMap(found -> requestSync.request(job(request, found)))
        .onErrorMap(SyncAlreadyRunning.class, SyncStarter::running)
        .map(ConnectionHandlers::queued);
  }

  private static NewJob job(Request request, ConnectionView found) {
    TenantId tenantId = Tenants.of(request);
    return SyncStarter.job(tenantId, found.id(), Set.of(), null, request.principal().subject());
  }

  private static Reply queued(SyncJob job) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("job_id", job.id().toString());
    body.put("status", "queued");
    return Reply.json(202, body);
  }

  /** The eight tracking fields of one connection. */
  Mono<Reply> syncStatus(Request request) {
    request.query().accepting(NAMES);
    return find(request).map(found -> Reply.json(200, tracking(found)));
  }

  private static Map<String, @Nullable Object> tracking(ConnectionView found) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    TRACKING.forEach(name -> body.put(name, found.columns().get(name)));
    return body;
  }

  private Mono<ConnectionView> find(Request request) {
    UUID id = Input.id("id", request.path("id"));
    return tenants
        .find(request)
        .flatMap(tenant -> connections.find(tenant.id(), id))
        .switchIfEmpty(Mono.error(ConnectionHandlers::notFound));
  }

  static Problem notFound() {
    return Problem.of(404, "CONNECTION_NOT_FOUND", "there is no such connection");
  }
}
