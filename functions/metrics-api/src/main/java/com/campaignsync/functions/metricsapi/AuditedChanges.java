package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.request.AuditEntry;
import com.campaignsync.domain.request.AuditLog;
import com.campaignsync.runtime.http.Filter;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.LoggedRequest;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.log.StructuredLog;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Writes down every change before it is made, and how it ended. What only tries or estimates
 * changes nothing and is not written down. Without an entry there is no change.
 */
final class AuditedChanges implements Filter {

  /** Fields of bodies that hold ids, and nothing that could be secret. */
  private static final List<String> ID_FIELDS = List.of("connection_id", "id", "tenant_id");

  private static final int ID_CHARS_MAX = 256;

  private final AuditLog audit;
  private final StructuredLog log;

  /** A change that was written down; its end is still to be. */
  private record Begun(AuditEntry entry, UUID id, LoggedRequest request) {}

  AuditedChanges(AuditLog audit, StructuredLog log) {
    this.audit = audit;
    this.log = log;
  }

  @Override
  public Mono<Reply> apply(Request request, Handler next) {
    if (!request.route().changesState() || !request.hasPrincipal() || onlyTries(request)) {
      return next.handle(request);
    }
    AuditEntry entry = entry(request);
    return audit
        .begin(entry)
        .onErrorMap(AuditedChanges::unavailable)
        .map(id -> new Begun(entry, id, request.logged()))
        .flatMap(begun -> completing(begun, next.handle(request)));
  }

  private Mono<Reply> completing(Begun begun, Mono<Reply> work) {
    return work.flatMap(reply -> complete(begun, Outcome.of(reply)).thenReturn(reply))
        .onErrorResume(failure -> complete(begun, Outcome.of(failure)).then(Mono.error(failure)))
        .doOnCancel(() -> complete(begun, Outcome.CUT_OFF).subscribe());
  }

  private static boolean onlyTries(Request request) {
    return request.route().trial().filter(name -> isTrue(request, name)).isPresent();
  }

  private static boolean isTrue(Request request, String name) {
    JsonNode field = request.json().path(name);
    return Input.flag(name, request.query().single(name))
        || (field.isBoolean() && field.booleanValue());
  }

  private static AuditEntry entry(Request request) {
    Principal caller = request.principal();
    return new AuditEntry(
        Target.of(request),
        caller.subject(),
        caller.role().claim(),
        caller.tenantId().orElse(null),
        request.route().method(),
        request.route().template(),
        targets(request),
        request.id(),
        request.logged().traceId().orElse(null));
  }

  private static Map<String, String> targets(Request request) {
    Map<String, String> targets = new LinkedHashMap<>();
    JsonNode body = request.json();
    for (String field : ID_FIELDS) {
      String id = body.path(field).asText("");
      if (!id.isEmpty() && id.length() <= ID_CHARS_MAX && id.indexOf('\0') < 0) {
        targets.put(field, id);
      }
    }
    targets.putAll(request.pathParameters());
    return targets;
  }

  private static Problem unavailable(Throwable failure) {
    return Problem.of(
            503,
            "AUDIT_UNAVAILABLE",
            "changes cannot be written down just now, so nothing was changed; try again in a"
                + " moment")
        .withHeader("Retry-After", StoreProblems.RETRY_AFTER_SECONDS)
        .causedBy(failure);
  }

  /** The change is made or refused already: that its entry stays open is for the log to say. */
  private Mono<Void> complete(Begun begun, Outcome outcome) {
    return audit
        .complete(begun.entry().scope(), begun.id(), outcome.status(), outcome.reason())
        .onErrorResume(
            failure -> {
              begun
                  .request()
                  .in(log.error("the end of a change could not be written to the audit log"))
                  .code("AUDIT_INCOMPLETE")
                  .with("audit_id", begun.id().toString())
                  .with("status", outcome.status())
                  .cause(failure)
                  .write();
              return Mono.empty();
            });
  }
}
