package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.request.RequestScope;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Request;
import com.campaignsync.runtime.jwt.Principal;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Whose data a request is about, by the rules of its address. */
final class Target {

  private Target() {}

  /**
   * The tenant, or the operators' scope where the request is about everybody or names nobody that
   * could be a tenant.
   *
   * @throws Problem as {@link Tenants#of} does, where a request without a name is for the caller's
   *     own tenant; 400 MALFORMED_JSON, REPEATED_PARAMETER
   */
  static RequestScope of(Request request) {
    return switch (request.route().template()) {
      case OperationsRoutes.TENANTS -> scope(inBody(request, "id"));
      case OperationsRoutes.TENANT -> scope(Optional.of(request.path("id")));
      case OperationsRoutes.TRIGGER, OperationsRoutes.LOGS ->
          scope(inQuery(request).or(() -> inBody(request, Tenants.PARAMETER)));
      default ->
          request.principal().tenantId().isPresent() || inQuery(request).isPresent()
              ? RequestScope.of(Tenants.of(request))
              : RequestScope.OPERATORS;
    };
  }

  /** The tenant's id, as far as a log line can tell: of what is refused, the caller's own. */
  static Optional<String> tenantId(Request request) {
    if (!request.hasPrincipal()) {
      return Optional.empty();
    }
    try {
      RequestScope scope = of(request);
      return scope.equals(RequestScope.OPERATORS) ? Optional.empty() : Optional.of(scope.value());
    } catch (Problem refused) {
      return Optional.of(request.principal()).flatMap(Principal::tenantId);
    }
  }

  private static Optional<String> inQuery(Request request) {
    return request.query().single(Tenants.PARAMETER);
  }

  private static Optional<String> inBody(Request request, String field) {
    return Optional.of(request.json().path(field))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  /** What no tenant can be called is the handler's to refuse. */
  private static RequestScope scope(Optional<String> named) {
    try {
      return named
          .map(name -> RequestScope.of(new TenantId(Input.storable(name))))
          .orElse(RequestScope.OPERATORS);
    } catch (IllegalArgumentException nobody) {
      return RequestScope.OPERATORS;
    }
  }
}
