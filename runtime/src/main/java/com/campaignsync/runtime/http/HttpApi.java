package com.campaignsync.runtime.http;

import com.campaignsync.runtime.Await;
import com.campaignsync.runtime.DeadlineExceeded;
import com.campaignsync.runtime.jwt.KeysUnavailable;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.TokenRefused;
import com.campaignsync.runtime.jwt.TokenVerifier;
import com.campaignsync.runtime.log.LogEntry;
import com.campaignsync.runtime.log.StructuredLog;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Serves requests: route, caller, input, answer. Every failure becomes a problem reply; none shows
 * a stack trace, and what nobody expected is logged with the request's id.
 */
public final class HttpApi {

  private static final int SERVER_ERRORS = 500;

  private final Router router;
  private final TokenVerifier tokens;
  private final Cors cors;
  private final List<Filter> filters;
  private final Function<Throwable, Optional<Problem>> knownFailures;
  private final Function<Request, Optional<String>> tenantOf;
  private final StructuredLog log;
  private final KeysOutage keysOutage;

  /** An API without filters, whose requests are about no tenant. */
  public HttpApi(
      Router router,
      TokenVerifier tokens,
      Cors cors,
      Function<Throwable, Optional<Problem>> knownFailures,
      StructuredLog log) {
    this(router, tokens, cors, List.of(), knownFailures, request -> Optional.empty(), log);
  }

  /**
   * An API.
   *
   * @param filters what happens around every handler, the outermost first
   * @param knownFailures what the reply to an adapter's exception is; empty for the unexpected
   * @param tenantOf the tenant that a request is about, for the log; throws nothing
   */
  public HttpApi(
      Router router,
      TokenVerifier tokens,
      Cors cors,
      List<Filter> filters,
      Function<Throwable, Optional<Problem>> knownFailures,
      Function<Request, Optional<String>> tenantOf,
      StructuredLog log) {
    this.router = router;
    this.tokens = tokens;
    this.cors = cors;
    this.filters = List.copyOf(filters);
    this.knownFailures = knownFailures;
    this.tenantOf = tenantOf;
    this.log = log;
    this.keysOutage = new KeysOutage(log, System::nanoTime);
  }

  /** Answers one request. */
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    Exchange exchange = new Exchange(request);
    RequestReader reader = exchange.reader();
    boolean head = request.getMethod().equals("HEAD");
    ReplyWriter writer = new ReplyWriter(head, exchange.id(), always(reader), response);
    try {
      Reply answer = answer(exchange);
      Reply reply = with(exchange.replyHeaders(), answer);
      writer.write(reader.discardBody() ? reply : reply.header("Connection", "close"));
    } catch (RuntimeException failure) {
      Problem problem = problem(failure, exchange, writer.hasBegun());
      if (writer.hasBegun()) {
        // Only an exception makes the server break the connection: a part must not look whole.
        throw failure;
      }
      writer.write(with(exchange.replyHeaders(), problem.reply()));
    }
  }

  private static Reply with(Map<String, String> headers, Reply reply) {
    Reply more = reply;
    for (var header : headers.entrySet()) {
      more = more.header(header.getKey(), header.getValue());
    }
    return more;
  }

  private Map<String, String> always(RequestReader reader) {
    Map<String, String> headers = SecurityHeaders.of(reader.header("X-Forwarded-Proto"));
    headers.putAll(cors.headers(reader.header("Origin")));
    return headers;
  }

  private Reply answer(Exchange exchange) {
    try {
      exchange.reader().checkSize();
      return exchange.http().getMethod().equals("OPTIONS")
          ? options(exchange.http(), exchange.reader())
          : dispatch(exchange);
    } catch (RuntimeException failure) {
      return problem(failure, exchange, false).reply();
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

  private Reply dispatch(Exchange exchange) {
    Request request = routed(exchange);
    exchange.routed(request);
    return Await.result(
        filtered(request.route().handler())
            .handle(request)
            .contextWrite(Context.of(Request.class, request)),
        request.route().deadline());
  }

  private Request routed(Exchange exchange) {
    HttpRequest http = exchange.http();
    RequestReader reader = exchange.reader();
    Router.Match match = router.find(http.getMethod(), http.getPath());
    Route route = match.route();
    Optional<Principal> principal = authenticate(route, reader);
    String wanted =
        Accept.choose(reader.header("Accept"), route.produces())
            .orElseThrow(() -> notAcceptable(route));
    String rawQuery = http.getQuery().orElse("");
    Query query = Query.parse(rawQuery);
    Request.Head head =
        new Request.Head(
            route, http.getPath(), rawQuery, reader::header, exchange.id(), wanted, tenantOf);
    return new Request(head, match.parameters(), query, principal, reader.body());
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

  /** What the caller is told; what failed on our side is told to the log, once. */
  private Problem problem(RuntimeException failure, Exchange exchange, boolean hasBegun) {
    if (failure instanceof TokenRefused refused) {
      return Problem.of(401, refused.reason().name(), String.valueOf(refused.getMessage()))
          .withHeader("WWW-Authenticate", refused.challenge());
    }
    if (failure instanceof KeysUnavailable outage) {
      keysOutage.refused(outage, exchange.id());
      return keysUnavailable();
    }
    Problem outcome =
        failure instanceof Problem problem
            ? problem
            : knownFailures
                .apply(failure)
                .orElseGet(() -> unexpected(failure, exchange.id()))
                .causedBy(failure);
    if (outcome.status() >= SERVER_ERRORS || hasBegun) {
      logFailure(outcome, exchange.logged(), hasBegun);
    }
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

  /** A refusal behind which nothing failed is foreseen: a warning. */
  private void logFailure(Problem problem, LoggedRequest request, boolean hasBegun) {
    String message = (hasBegun ? "a reply broke off: " : "request failed: ") + problem.detail();
    Throwable cause = problem.getCause();
    LogEntry entry =
        request
            .in(cause == null ? log.warning(message) : log.error(message))
            .code(problem.reason());
    if (cause != null) {
      entry.cause(cause);
    }
    entry.write();
  }
}
