package com.campaignsync.runtime.http;

import com.campaignsync.runtime.log.LogEntry;
import com.campaignsync.runtime.log.Trace;
import java.util.Optional;
import java.util.function.Function;
import reactor.util.context.ContextView;

/**
 * What every log line about a request tells of it, so that it is found by each of these.
 *
 * @param requestId the X-Request-Id of request and reply; empty where no request is known
 * @param traceId the trace it belongs to
 * @param tenantId the tenant it is about; empty for none, for all, or as long as nobody knows
 */
public record LoggedRequest(
    Optional<String> requestId, Optional<String> traceId, Optional<String> tenantId) {

  /** Of a request by its headers alone. */
  static LoggedRequest of(String id, Function<String, Optional<String>> headers) {
    Optional<String> trace =
        Trace.id(headers.apply("traceparent"), headers.apply("X-Cloud-Trace-Context"));
    return new LoggedRequest(Optional.of(id), trace, Optional.empty());
  }

  /** Of the request that this work is done for; nothing where it is done for none. */
  public static LoggedRequest of(ContextView context) {
    return context
        .<Request>getOrEmpty(Request.class)
        .map(Request::logged)
        .orElse(new LoggedRequest(Optional.empty(), Optional.empty(), Optional.empty()));
  }

  LoggedRequest about(Optional<String> tenant) {
    return new LoggedRequest(requestId, traceId, tenant);
  }

  /** The entry, telling it. */
  public LogEntry in(LogEntry entry) {
    requestId.ifPresent(id -> entry.with("request_id", id));
    traceId.ifPresent(entry::trace);
    tenantId.ifPresent(entry::tenant);
    return entry;
  }
}
