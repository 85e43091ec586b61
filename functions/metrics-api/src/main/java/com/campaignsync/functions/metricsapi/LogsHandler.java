package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.LogReader;
import com.campaignsync.domain.query.LogReader.Code;
import com.campaignsync.domain.query.LogReader.Page;
import com.campaignsync.domain.query.LogReader.Unavailable;
import com.campaignsync.domain.query.LoggedEntry;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Query;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import com.campaignsync.runtime.log.Redaction;
import com.campaignsync.runtime.log.StructuredLog;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Shows operators what the functions logged, of any tenant they name or of all: an operator may
 * name any. Entries are masked when they are written, and once more here.
 */
final class LogsHandler implements Handler {

  static final Set<String> PARAMETERS = LogParameters.NAMES;

  private static final int PAGE_DEFAULT = 50;

  /** A message is a line or two; a library's may be a book. */
  private static final int TEXT_CHARS_MAX = 4096;

  private final Tenants tenants;
  private final LogReader logs;
  private final InstantSource clock;
  private final StructuredLog log;

  LogsHandler(Tenants tenants, LogReader logs, InstantSource clock, StructuredLog log) {
    this.tenants = tenants;
    this.logs = logs;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public Mono<Reply> handle(Request request) {
    Query query = request.query().accepting(PARAMETERS);
    int pageSize =
        Input.count(
            "INVALID_PAGE_SIZE",
            "page_size",
            query.single("page_size"),
            PAGE_DEFAULT,
            LogReader.PAGE_MAX);
    LogParameters asked = LogParameters.parse(query, clock.instant());
    TenantId named = asked.query().tenantId();
    return (named == null
            ? Mono.empty()
            : tenants.requireKnown(named, failure -> unchecked(request, failure)))
        .then(Mono.defer(() -> read(asked, pageSize)));
  }

  private void unchecked(Request request, Throwable failure) {
    request
        .logged()
        .in(log.warning("logs are read of a tenant that may not exist: the database did not say"))
        .code("TENANT_UNCHECKED")
        .cause(failure)
        .write();
  }

  private Mono<Reply> read(LogParameters asked, int pageSize) {
    return logs.read(asked.query(), pageSize, asked.serviceToken())
        .map(page -> Reply.json(200, body(asked, page)))
        .onErrorMap(Unavailable.class, LogsHandler::problem);
  }

  private static Map<String, @Nullable Object> body(LogParameters asked, Page page) {
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("next_page_token", asked.nextToken(page.nextPageToken()));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("since", asked.query().since().toString());
    body.put("until", asked.query().until().toString());
    body.put("logs", page.entries().stream().map(LogsHandler::entry).toList());
    body.put("meta", meta);
    return body;
  }

  private static Map<String, @Nullable Object> entry(LoggedEntry entry) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("id", entry.id());
    body.put("time", entry.time().toString());
    body.put("severity", entry.severity());
    body.put("function", entry.function());
    body.put("message", shown(entry.message()));
    body.put("code", shown(entry.code()));
    body.put("tenant_id", entry.tenantId());
    body.put("job_id", entry.jobId());
    body.put("request_id", entry.requestId());
    body.put("trace", entry.trace());
    body.put("error", shown(entry.error()));
    return body;
  }

  /** Masked before it is cut, so that no half of a secret is left. */
  private static @Nullable String shown(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String masked = Redaction.of(text);
    return masked.length() <= TEXT_CHARS_MAX ? masked : masked.substring(0, TEXT_CHARS_MAX) + "…";
  }

  private static Problem problem(Unavailable failure) {
    if (failure.code() == Code.LOGGING_PAGE_TOKEN) {
      return PageMark.invalid();
    }
    Problem problem =
        Problem.of(503, failure.code().name(), String.valueOf(failure.getMessage()))
            .causedBy(failure);
    return switch (failure.code()) {
      case LOGGING_UNAVAILABLE -> problem.withHeader("Retry-After", "5");
      // The quota is per minute.
      case LOGGING_BUSY -> problem.withHeader("Retry-After", "60");
      case LOGGING_DENIED, LOGGING_REFUSED, LOGGING_PAGE_TOKEN -> problem;
    };
  }
}
