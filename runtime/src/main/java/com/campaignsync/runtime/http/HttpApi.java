package com.campaignsync.runtime.http;

import com.campaignsync.runtime.Await;
import com.campaignsync.runtime.DeadlineExceeded;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.TokenRefused;
import com.campaignsync.runtime.jwt.TokenVerifier;
import com.campaignsync.runtime.log.LogEntry;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.log.Trace;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Serves requests: route, caller, input, answer. Every failure becomes a problem reply; none shows
 * a stack trace, and what nobody expected is logged with the request's id.
 */
public final class HttpApi {

  private final Router router;
  private final TokenVerifier tokens;
  private final Cors cors;
  private final Function<Throwable, Optional<Problem>> knownFailures;
  private final StructuredLog log;

  /**
   * An API.
   *
   * @param knownFailures what the reply to an adapter's exception is; empty for the unexpected
   */
  public HttpApi(
      Router router,
      TokenVerifier tokens,
      Cors cors,
      Function<Throwable, Optional<Problem>> knownFailures,
      StructuredLog log) {
    this.router = router;
    this.tokens = tokens;
    this.cors = cors;
    this.knownFailures = knownFailures;
    this.log = log;
  }

  /** Answers one request. */
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    RequestReader reader = new RequestReader(request);
    String id = RequestId.of(reader.header("X-Request-Id"));
    boolean head = request.getMethod().equals("HEAD");
    Map<String, String> corsHeaders = cors.headers(reader.header("Origin"));
    ReplyWriter writer = new ReplyWriter(head, id, corsHeaders, response);
    try {
      writer.write(answer(request, reader, id));
    } catch (RuntimeException failure) {
      Problem problem = problem(failure, reader, id);
      if (writer.hasBegun()) {
        // Only an exception makes the server break the connection: a part must not look whole.
        throw failure;
      }
      writer.write(problem.reply());
    }
  }

  private Reply answer(HttpRequest request, RequestReader reader, String id) {
    try {
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
    Query query = Query.parse(request.getQuery().orElse(""));
    Request routed = new Request(match.parameters(), query, principal, reader.body(), id, wanted);
    return Await.result(route.handler().handle(routed), route.deadline());
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
                throw Problem.of(
                    403, "FORBIDDEN", "this needs the role " + needed.claim() + " or higher");
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
    Problem outcome = knownFailures.apply(failure).orElseGet(() -> unexpected(failure, id));
    logFailure(outcome, failure, reader, id);
    return outcome;
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
