package com.campaignsync.runtime.http;

import com.campaignsync.runtime.Await;
import com.campaignsync.runtime.DeadlineExceeded;
import com.campaignsync.runtime.jwt.KeysUnavailable;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.TokenRefused;
import com.campaignsync.runtime.jwt.TokenVerifier;
import com.campaignsync.runtime.log.LogEntry;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.log.Trace;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Serves requests: route, caller, input, answer. Every failure becomes a problem reply; none shows
 * a stack trace, and what nobody expected is logged with the request's id.
 */
public final class HttpApi {

  private final Router router;
  private final TokenVerifier tokens;
  private final Cors cors;
  private final List<Filter> filters;
  private final Function<Throwable, Optional<Problem>> knownFailures;
  private final StructuredLog log;
  private final KeysOutage keysOutage;

  /** An API without filters. */
  public HttpApi(
      Router router,
      TokenVerifier tokens,
      Cors cors,
      Function<Throwable, Optional<Problem>> knownFailures,
      StructuredLog log) {
    this(router, tokens, cors, List.of(), knownFailures, log);
  }

  /**
   * An API.
   *
   * @param filters what happens around every handler, the outermost first
   * @param knownFailures what the reply to an adapter's exception is; empty for the unexpected
   */
  public HttpApi(
      Router router,
      TokenVerifier tokens,
      Cors cors,
      List<Filter> filters,
      Function<Throwable, Optional<Problem>> knownFailures,
      StructuredLog log) {
    this.router = router;
    this.tokens = tokens;
    this.cors = cors;
    this.filters = List.copyOf(filters);
    this.knownFailures = knownFailures;
    this.log = log;
    this.keysOutage = new KeysOutage(log, System::nanoTime);
  }

  /** Answers one request. */
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    RequestReader reader = new RequestReader(request);
    String id = RequestId.of(reader.header("X-Request-Id"));
    boolean head = request.getMethod().equals("HEAD");
    ReplyWriter writer = new ReplyWriter(head, id, always(reader), response);
    try {
      Reply reply = answer(request, reader, id);
      writer.write(reader.discardBody() ? reply : reply.header("Connection", "close"));
    } catch (RuntimeException failure) {
      Problem problem = problem(failure, reader, id);
      if (writer.hasBegun()) {
        // Only an exception makes the server break the connection: a part must not look whole.
        throw failure;
      }
      writer.write(problem.reply());
    }
  }

  private Map<String, String> always(RequestReader reader) {
    Map<String, String> headers = SecurityHeaders.of(reader.header("X-Forwarded-Proto"));
    headers.putAll(cors.headers(reader.header("Origin")));
    return headers;
  }

  private Reply answer(HttpRequest request, RequestReader reader, String id) {
    try {
      reader.checkSize();
      return request.getMethod().equals("OPTIONS")
          ? options(request, reader)
          : dispatch(request, reader, id);
    } catch (RuntimeException failure) {
      return problem(failure, reader, id).reply();
    }
  }

  private Reply options(HttpRequest request, RequestReader reader) {
    String allow = router.allow(request.getPath());
    Reply reply = Reply.empty(204).header("Allow", allow);
    for (var header : cors.preflight(reader.header("Origin"), allow).entrySet()) {
      reply = reply.header(header.getKey(), header.getValue());
    }
    return reply;
  }

  private Reply dispatch(HttpRequest request, RequestReader reader, String id) {
    Router.Match match = router.find(request.getMethod(), request.getPath());
    Route route = match.route();
    Optional<Principal> principal = authenticate(route, reader);
    String wanted =
        Accept.choose(reader.header("Accept"), route.produces())
            .orElseThrow(() -> notAcceptable(route));
    String rawQuery = request.getQuery().orElse("");
    Query query = Query.parse(rawQuery);
    Request.Head head =
        new Request.Head(route, request.getPath(), rawQuery, reader::header, id, wanted);
    Request routed = new Request(head, match.parameters(), query, principal, reader.body());
    return Await.result(filtered(route.handler()).handle(routed), route.deadline());
  }

  private Handler filtered(Handler handler) {
    Handler chain = deferred(handler);
    for (int i = filters.size() - 1; i >= 0; i--) {
      Filter filter = filters.get(i);
      Handler next = chain;
      chain = deferred(request -> filter.apply(request, next));
    }
    return chain;
  }

  /** What is thrown becomes a signal, so that a filter sees every outcome in one way. */
  private static Handler deferred(Handler handler) {
    return request -> Mono.defer(() -> handler.handle(request));
  }

  private static Problem notAcceptable(Route route) {
    return Problem.of(
        406, "NOT_ACCEPTABLE", "this address answers " + String.join(" or ", route.produces()));
  }

  private Optional<Principal> authenticate(Route route, RequestReader reader) {
    return route
        .access()
        .role()
        .map(
            needed -> {
              Principal caller = tokens.verify(reader.header("Authorization"));
              if (!caller.role().includes(needed)) {
                throw Problem.of(403, "FORBIDDEN", "this needs the role " + needed.orHigher());
              }
              return caller;
            });
  }

  private Problem problem(RuntimeException failure, RequestReader reader, String id) {
    if (failure instanceof Problem problem) {
      return problem;
    }
    if (failure instanceof TokenRefused refused) {
      return Problem.of(401, refused.reason().name(), String.valueOf(refused.getMessage()))
          .withHeader("WWW-Authenticate", refused.challenge());
    }
    if (failure instanceof KeysUnavailable outage) {
      keysOutage.refused(outage, id);
      return keysUnavailable();
    }
    Problem outcome = knownFailures.apply(failure).orElseGet(() -> unexpected(failure, id));
    logFailure(outcome, failure, reader, id);
    return outcome;
  }

  /** Never 401, which would send good callers to log in again, and never open. */
  private static Problem keysUnavailable() {
    return Problem.of(
            503, "KEYS_UNAVAILABLE", "tokens cannot be checked just now; try again in a moment")
        .withHeader("Retry-After", "5");
  }

  private static Problem unexpected(RuntimeException failure, String id) {
    return failure instanceof DeadlineExceeded
        ? Problem.of(
                504, "DEADLINE_EXCEEDED", "the answer took too long; ask for less or try again")
            .withHeader("Retry-After", "5")
        : Problem.of(500, "INTERNAL", "something failed on our side; report request_id " + id)
            .with("request_id", id);
  }

  private void logFailure(
      Problem problem, RuntimeException failure, RequestReader reader, String id) {
    LogEntry entry =
        log.error("request failed: " + problem.detail())
            .code(problem.reason())
            .with("request_id", id)
            .cause(failure);
    Trace.id(reader.header("traceparent"), reader.header("X-Cloud-Trace-Context"))
        .ifPresent(entry::trace);
    entry.write();
  }
}
