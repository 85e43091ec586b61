package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.tenant.Tenant;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.domain.tenant.TenantStore;
import com.campaignsync.domain.tenant.TenantStore.Reason;
import com.campaignsync.domain.tenant.TenantStore.Refused;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Query;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Keeps the directory of tenants. Operators may name any tenant, so they see them all. */
final class TenantsHandlers {

  static final Set<String> PARAMETERS = Set.of("page_size", "page_token");

  /** Nothing but the page's size is asked for, so every token fits every request. */
  private static final String HASH = PageMark.hash(List.of("tenants"));

  private final TenantStore tenants;
  private final InstantSource clock;

  TenantsHandlers(TenantStore tenants, InstantSource clock) {
    this.tenants = tenants;
    this.clock = clock;
  }

  /** All tenants, by id. */
  Mono<Reply> list(Request request) {
    Query query = request.query().accepting(PARAMETERS);
    int pageSize = PageSize.of(query);
    return tenants
        .page(after(query), pageSize + 1)
        .map(found -> Reply.json(200, page(found, pageSize)));
  }

  private static @Nullable TenantId after(Query query) {
    Optional<String> token = query.single("page_token").filter(text -> !text.isEmpty());
    return token
        .map(
            text ->
                PageMark.decode(
                    text, HASH, fields -> Tenants.parse("after", PageMark.text(fields, "after"))))
        .orElse(null);
  }

  private static Map<String, @Nullable Object> page(List<Tenant> found, int pageSize) {
    List<Tenant> page = found.subList(0, Math.min(found.size(), pageSize));
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("next_page_token", found.size() > pageSize ? token(page) : null);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("tenants", page.stream().map(TenantBody::of).toList());
    body.put("meta", meta);
    return body;
  }

  private static String token(List<Tenant> page) {
    return PageMark.encode(HASH, Map.of("after", page.get(page.size() - 1).id().value()));
  }

  /** Makes a tenant. */
  Mono<Reply> create(Request request) {
    request.query().accepting(Set.of());
    return tenants
        .create(TenantBody.ofNew(request.json()))
        .switchIfEmpty(Mono.error(TenantsHandlers::exists))
        .map(made -> reply(201, made, "tenant made; POST /connections gives it ad accounts"));
  }

  private static Problem exists() {
    return Problem.of(409, "TENANT_EXISTS", "a tenant of this id exists; PATCH changes it");
  }

  /** Changes what is named. */
  Mono<Reply> change(Request request) {
    request.query().accepting(Set.of());
    TenantId id = Tenants.parse("id", request.path("id"));
    TenantBody.Change body = TenantBody.ofChange(request.json());
    return tenants
        .change(id, body.change(), clock.instant())
        .onErrorMap(Refused.class, TenantsHandlers::refused)
        .switchIfEmpty(Mono.error(Tenants::notFound))
        .map(changed -> reply(200, changed, body.message()));
  }

  private static Problem refused(Refused refused) {
    Problem problem =
        Problem.of(
            409,
            refused.reason().name(),
            switch (refused.reason()) {
              case CURRENCY_IN_USE ->
                  "the tenant has campaigns in its currency: rows that name none would come in another"
                      + " and be rejected; remove its connections first, or make another tenant";
              case REALTIME_IN_USE ->
                  "connections of the tenant are synced in real time; change their sync_frequency first";
              case SYNC_RUNNING -> "a sync of the tenant is at work; try again after its end";
            });
    return refused.reason() == Reason.SYNC_RUNNING
        ? problem.withHeader("Retry-After", SyncStarter.RUNNING_RETRY_SECONDS)
        : problem;
  }

  private static Reply reply(int status, Tenant tenant, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("message", message);
    body.put("tenant", TenantBody.of(tenant));
    return Reply.json(status, body);
  }
}
