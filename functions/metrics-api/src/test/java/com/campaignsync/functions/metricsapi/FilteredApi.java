package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.query.DataVersions;
import com.campaignsync.domain.request.AuditLog;
import com.campaignsync.domain.request.IdempotencyKeys;
import com.campaignsync.domain.request.PermitStore;
import com.campaignsync.domain.request.RateLimiter;
import com.campaignsync.runtime.http.Access;
import com.campaignsync.runtime.http.Cors;
import com.campaignsync.runtime.http.Filter;
import com.campaignsync.runtime.http.HttpApi;
import com.campaignsync.runtime.http.Json;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import com.campaignsync.runtime.http.Route;
import com.campaignsync.runtime.http.Router;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.TokenIssuer;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.jwt.TokenVerifier;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.settings.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Routes of every kind with the real filters around them; what they do is up to the test. */
final class FilteredApi {

  private static final TokenSettings TOKENS =
      new TokenSettings(Secret.of("k".repeat(32)), Optional.empty(), Optional.empty());

  final AtomicInteger handled = new AtomicInteger();
  final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  volatile Instant now = Instant.parse("2026-03-28T23:30:00Z");
  volatile Function<Request, Mono<Reply>> work =
      request -> Mono.just(Reply.json(200, Map.of("work", request.workId().toString())));

  private final InstantSource clock = () -> now;
  private final StructuredLog log =
      new StructuredLog(
          new PrintStream(logged, true, StandardCharsets.UTF_8), clock, Optional.empty());
  private final HttpApi api;

  private FilteredApi(List<Function<FilteredApi, Filter>> filters) {
    this.api =
        new HttpApi(
            new Router(routes()),
            new TokenVerifier(TOKENS, clock),
            new Cors(List.of("https://app.example")),
            filters.stream().map(filter -> filter.apply(this)).toList(),
            StoreProblems::of,
            Target::tenantId,
            log);
  }

  static FilteredApi limiting(PermitStore permits, OptionalInt perMinute) {
    RateLimiter limiter = new RateLimiter(permits, System::nanoTime);
    return new FilteredApi(List.of(api -> new RateLimits(limiter, perMinute)));
  }

  static FilteredApi conditional(DataVersions versions) {
    return conditional(versions, versions);
  }

  static FilteredApi conditional(DataVersions versions, DataVersions current) {
    return new FilteredApi(
        List.of(api -> new ConditionalReplies(versions, current, api.clock, "r1")));
  }

  static FilteredApi repeating(IdempotencyKeys keys, AuditLog audit) {
    return new FilteredApi(
        List.of(
            api -> new RepeatedRequests(keys, api.log), api -> new AuditedChanges(audit, api.log)));
  }

  private List<Route> routes() {
    return List.of(
        Route.of("GET", "/open", Access.PUBLIC, this::work),
        Route.of("GET", "/versioned", Access.USER, this::work).versioned(),
        Route.of("GET", "/plain", Access.USER, this::work),
        Route.of("POST", "/work", Access.USER, this::work).within(Duration.ofMillis(500)),
        Route.of("POST", "/try", Access.USER, this::work).trying("dry_run"),
        Route.of("DELETE", "/things/{id}", Access.USER, this::work),
        Route.of("POST", OperationsRoutes.TENANTS, Access.SUPER_ADMIN, this::work),
        Route.of("PATCH", OperationsRoutes.TENANT, Access.SUPER_ADMIN, this::work),
        Route.of("POST", OperationsRoutes.TRIGGER, Access.ADMIN, this::work),
        Route.of("GET", "/rare", Access.USER, this::work)
            .limited("rare", 2, Duration.ofMinutes(1)));
  }

  private Mono<Reply> work(Request request) {
    handled.incrementAndGet();
    return work.apply(request);
  }

  TestApi.Answer get(String target, String... headers) {
    return send("GET", target, TestApi.user("t1"), "", headers);
  }

  TestApi.Answer post(String target, String body, String... headers) {
    return send("POST", target, TestApi.user("t1"), body, headers);
  }

  TestApi.Answer send(
      String method, String target, Principal caller, String body, String... headers) {
    Map<String, List<String>> all = new HashMap<>();
    all.put(
        "Authorization",
        List.of("Bearer " + new TokenIssuer(TOKENS, clock).issue(caller, Duration.ofMinutes(5))));
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], List.of(headers[i + 1]));
    }
    return exchange(new TestApi.Answer(method, target, all, body));
  }

  TestApi.Answer anonymous(String target) {
    return exchange(new TestApi.Answer("GET", target, Map.of(), ""));
  }

  /** The one line with the code. */
  JsonNode line(String code) {
    List<JsonNode> found =
        logged
            .toString(StandardCharsets.UTF_8)
            .lines()
            .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8)))
            .filter(line -> line.path("code").asText().equals(code))
            .toList();
    assertEquals(1, found.size(), logged::toString);
    return found.get(0);
  }

  private TestApi.Answer exchange(TestApi.Answer exchange) {
    try {
      api.service(exchange, exchange);
      return exchange;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
