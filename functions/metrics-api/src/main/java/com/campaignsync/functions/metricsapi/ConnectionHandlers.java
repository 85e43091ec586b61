package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.query.ConnectionView;
import com.campaignsync.domain.store.JobRequests.SyncAlreadyRunning;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.RequestSync;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Query;
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

  static final Set<String> PARAMETERS = Set.of(Tenants.PARAMETER, "page_size", "page_token");

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

  /** The tenant's connections, by platform and name. */
  Mono<Reply> list(Request request) {
    Query query = request.query().accepting(PARAMETERS);
    int pageSize = PageSize.of(query);
    return tenants
        .find(request)
        .flatMap(
            tenant -> {
              ConnectionPage page = ConnectionPage.of(tenant.id(), query);
              return connections
                  .list(tenant.id(), page.after(), pageSize + 1)
                  .map(found -> Reply.json(200, page.body(found, pageSize)));
            });
  }

  /**
   * Queues a sync of one connection. The job answered is that of its campaigns; its end is the end
   * of their sync. Where the connection has assets, a job of theirs was kept with it and begins
   * when this one is over: sync-status counts it, and the connection stays queued or syncing until
   * both have ended.
   */
  Mono<Reply> syncNow(Request request) {
    request.query().accepting(NAMES);
    return find(request)
        .flatMap(found -> requestSync.request(job(request, found)))
        .onErrorMap(SyncAlreadyRunning.class, SyncStarter::running)
        .map(ConnectionHandlers::queued);
  }

  private static NewJob job(Request request, ConnectionView found) {
    TenantId tenantId = Tenants.of(request);
    return SyncStarter.job(
        tenantId, found.id(), Set.of(), null, request.principal().subject(), request.workId());
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
