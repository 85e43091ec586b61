package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.sync.TriggerSyncs;
import com.campaignsync.domain.sync.TriggerSyncs.Outcome;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Syncs everything now: of the tenant that is named, in the query or the body, or of every tenant
 * where none is. The caller's own tenant plays no part: who means it names it.
 *
 * <p>A connection that is paused, or whose sync waits or runs, is left alone and counted; so a
 * second click queues nothing twice.
 */
final class TriggerHandler implements Handler {

  static final Set<String> PARAMETERS = Set.of(Tenants.PARAMETER);

  /** Thousands of tenants, each a transaction of some milliseconds. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TriggerSyncs triggers;

  TriggerHandler(TriggerSyncs triggers) {
    this.triggers = triggers;
  }

  @Override
  public Mono<Reply> handle(Request request) {
    Optional<TenantId> tenant = named(request);
    String userId = request.principal().subject();
    String requestId = UUID.randomUUID().toString();
    return tenant
        .map(
            one ->
                triggers
                    .ofTenant(one, userId, requestId)
                    .switchIfEmpty(Mono.error(Tenants::notFound)))
        .orElseGet(() -> triggers.ofEverybody(userId, requestId))
        .map(outcome -> Reply.json(202, body(tenant, outcome)));
  }

  private static Optional<TenantId> named(Request request) {
    Optional<String> inQuery = request.query().accepting(PARAMETERS).single(Tenants.PARAMETER);
    Optional<String> inBody = JsonBody.of(request.json(), PARAMETERS).text(Tenants.PARAMETER);
    if (inQuery.isPresent() && inBody.isPresent() && !inQuery.equals(inBody)) {
      throw JsonBody.invalid(Tenants.PARAMETER, "the same in the query and in the body");
    }
    return inQuery.or(() -> inBody).map(Tenants::parse);
  }

  private static Map<String, @Nullable Object> body(Optional<TenantId> tenant, Outcome outcome) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("message", message(outcome));
    body.put("tenant_id", tenant.map(TenantId::value).orElse(null));
    body.put("tenants", outcome.tenants());
    body.put("tenants_busy", outcome.busyTenants());
    body.put("connections_queued", outcome.queued());
    body.put("connections_paused", outcome.paused());
    body.put("connections_under_way", outcome.underWay());
    body.put("connections_left", outcome.left());
    body.put("total_jobs", outcome.jobs());
    body.put("job_ids", outcome.jobIds().stream().map(UUID::toString).toList());
    return body;
  }

  private static String message(Outcome outcome) {
    StringBuilder message =
        new StringBuilder("syncs of %d connections queued".formatted(outcome.queued()));
    if (outcome.paused() > 0) {
      message.append("; %d paused ones skipped".formatted(outcome.paused()));
    }
    if (outcome.underWay() > 0) {
      message.append("; %d are queued or running already".formatted(outcome.underWay()));
    }
    if (outcome.left() > 0 || outcome.busyTenants() > 0) {
      message.append("; some could not be queued now: ask again");
    }
    return message.toString();
  }
}
