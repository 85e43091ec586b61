package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.TenantVersion;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.functions.metricsapi.contract.Call;
import com.campaignsync.functions.metricsapi.contract.Contract;
import com.campaignsync.runtime.http.Cors;
import com.campaignsync.runtime.http.HttpApi;
import com.campaignsync.runtime.http.Route;
import com.campaignsync.runtime.http.Router;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.campaignsync.runtime.jwt.TokenIssuer;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.jwt.TokenVerifier;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.settings.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The whole function in memory: real routes, tokens and replies. */
final class TestApi {

  private static final TokenSettings TOKENS =
      new TokenSettings(Secret.of("k".repeat(32)), Optional.empty(), Optional.empty());

  /** As with the smallest pool. */
  private static final int EXPORTS_MAX = 1;

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final MetricsApiFunction function;
  private final TokenIssuer issuer;
  private final List<Route> routes;

  TestApi(Fakes fakes, InstantSource clock) {
    StructuredLog log =
        new StructuredLog(
            new PrintStream(logged, true, StandardCharsets.UTF_8), clock, Optional.empty());
    Endpoints.Writers writers =
        new Endpoints.Writers(
            fakes,
            fakes,
            fakes.planning.planning(new PatientPublisher(fakes, log)),
            fakes.admin,
            fakes.admin);
    Operations operations = fakes.operations.operations();
    Endpoints endpoints =
        new Endpoints(
            new Endpoints.Readers(
                fakes,
                EXPORTS_MAX,
                fakes.assets,
                fakes.planning,
                fakes,
                fakes.connections(),
                fakes,
                fakes.history,
                fakes.history),
            () -> writers,
            () -> operations,
            clock,
            log);
    Router router = endpoints.router();
    this.routes = router.routes();
    this.issuer = new TokenIssuer(TOKENS, clock);
    this.function =
        new MetricsApiFunction(
            new HttpApi(
                router,
                new TokenVerifier(TOKENS, clock),
                new Cors(List.of()),
                List.of(new ConditionalReplies(TestApi::version, TestApi::version, clock, "test")),
                StoreProblems::of,
                Target::tenantId,
                log));
  }

  private static Mono<TenantVersion> version(TenantId tenantId) {
    return Fakes.tenantOf(tenantId).map(tenant -> new TenantVersion(1, tenant.zone(), "once"));
  }

  List<Route> routes() {
    return routes;
  }

  String logged() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  static Principal user(String tenant) {
    return new Principal("u-" + tenant, Optional.of(tenant), Role.USER);
  }

  static Principal admin(String tenant) {
    return new Principal("a-" + tenant, Optional.of(tenant), Role.ADMIN);
  }

  Answer send(String method, String target, Principal caller, String body) {
    String token = "Bearer " + issuer.issue(caller, Duration.ofMinutes(5));
    return exchange(new Answer(method, target, Map.of("Authorization", List.of(token)), body));
  }

  Answer accepting(String type, String target) {
    String token = "Bearer " + issuer.issue(user("t1"), Duration.ofMinutes(5));
    return exchange(
        new Answer(
            "GET", target, Map.of("Authorization", List.of(token), "Accept", List.of(type)), ""));
  }

  Answer conditional(String target, String ifNoneMatch) {
    Map<String, List<String>> headers = Map.of("If-None-Match", List.of(ifNoneMatch));
    return exchange(new Answer("GET", target, headers, ""));
  }

  Answer anonymous(String target) {
    return exchange(new Answer("GET", target, Map.of(), ""));
  }

  private Answer exchange(Answer exchange) {
    try {
      function.service(exchange, exchange);
      Contract.check(exchange.asExchange());
      return exchange;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A request and what came back. */
  static final class Answer extends Call {

    Answer(String method, String target, Map<String, List<String>> headers, String body) {
      super(method, target, headers, body.getBytes(StandardCharsets.UTF_8));
    }
  }
}
