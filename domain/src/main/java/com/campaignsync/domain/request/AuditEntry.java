package com.campaignsync.domain.request;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change that somebody asks for. It holds no body: bodies may hold secrets.
 *
 * @param scope whose data is to be changed
 * @param subject who asks
 * @param role as what
 * @param callerTenant the tenant the caller belongs to; null for operators without one
 * @param method HTTP method
 * @param route the address's template
 * @param targets ids that the request names, by their names
 * @param requestId the request's X-Request-Id
 * @param traceId the trace it belongs to, null where unknown
 */
public record AuditEntry(
    RequestScope scope,
    String subject,
    String role,
    @Nullable String callerTenant,
    String method,
    String route,
    Map<String, String> targets,
    String requestId,
    @Nullable String traceId) {

  public AuditEntry {
    targets = Map.copyOf(targets);
  }
}
