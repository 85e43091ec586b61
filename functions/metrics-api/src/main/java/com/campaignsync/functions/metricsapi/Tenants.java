package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Request;
import com.campaignsync.runtime.jwt.Principal;
import java.util.Optional;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Decides whose data a request is about: the caller's own, or what an operator names. */
final class Tenants {

  /** The parameter by which an operator names a tenant. */
  static final String PARAMETER = "tenant_id";

  private final ConnectionReader connections;

  Tenants(ConnectionReader connections) {
    this.connections = connections;
  }

  /**
   * The tenant a request is about.
   *
   * @throws Problem 403 FORBIDDEN_TENANT if a user names another than its own; 400 TENANT_REQUIRED
   *     if an operator without one names none; 400 INVALID_TENANT
   */
  static TenantId of(Request request) {
    Principal caller = request.principal();
    Optional<String> named = request.query().single(PARAMETER);
    if (named.isPresent() && !named.equals(caller.tenantId()) && !caller.mayNameAnyTenant()) {
      throw Problem.of(403, "FORBIDDEN_TENANT", "your token is for another tenant");
    }
    return parse(
        named
            .or(caller::tenantId)
            .orElseThrow(
                () ->
                    Problem.badRequest(
                        "TENANT_REQUIRED", "your token names no tenant; add tenant_id=")));
  }

  /** The id that stands in {@link #PARAMETER}. */
  static TenantId parse(String value) {
    return parse(PARAMETER, value);
  }

  /** The id that stands in the field {@code name}, which a refusal names. */
  static TenantId parse(String name, String value) {
    try {
      return new TenantId(Input.storable(value));
    } catch (IllegalArgumentException unusable) {
      throw Problem.badRequest(
          "INVALID_TENANT",
          "%s must be 1 to %d characters, without white space around them or a zero"
              .formatted(name, TenantId.LENGTH_MAX));
    }
  }

  /** The tenant a request is about; fails with 404 TENANT_NOT_FOUND if it does not exist. */
  Mono<TenantInfo> find(Request request) {
    return connections.tenant(of(request)).switchIfEmpty(Mono.error(Tenants::notFound));
  }

  /**
   * Fails with 404 TENANT_NOT_FOUND if the tenant does not exist. A store that does not answer is
   * no answer: who looks for the cause of that must not be kept from it.
   *
   * @param unanswered is told why the store did not answer
   */
  Mono<Void> requireKnown(TenantId id, Consumer<Throwable> unanswered) {
    return connections
        .tenant(id)
        .map(found -> true)
        .defaultIfEmpty(false)
        .doOnError(unanswered)
        .onErrorReturn(true)
        .flatMap(known -> known ? Mono.empty() : Mono.error(notFound()));
  }

  static Problem notFound() {
    return Problem.of(404, "TENANT_NOT_FOUND", "there is no such tenant");
  }
}
