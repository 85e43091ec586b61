package com.campaignsync.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.campaignsync.runtime.jwt.TokenIssuer;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.jwt.TokenVerifier;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.settings.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class HttpApiTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-29T00:59:59Z"));
  private static final TokenSettings TOKENS =
      new TokenSettings(Secret.of("k".repeat(32)), Optional.empty(), Optional.empty());

  private static final class StoreIsDown extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final HttpApi api = api(List.of("https://app.example"));

  private HttpApi api(List<String> origins) {
    Router router =
        new Router(
            List.of(
                Route.of("GET", "/", Access.PUBLIC, r -> ok(Map.of("name", "x"))),
                Route.of("GET", "/money", Access.PUBLIC, r -> ok(Map.of("v", money()))),
                Route.of(
                    "GET", "/mine", Access.USER, r -> ok(Map.of("who", r.principal().subject()))),
                Route.of("GET", "/ops", Access.ADMIN, r -> ok(Map.of())),
                Route.of("GET", "/things/{id}", Access.PUBLIC, r -> ok(Map.of("id", r.path("id")))),
                Route.of("POST", "/things/{id}", Access.PUBLIC, r -> ok(Map.of("got", r.json()))),
                Route.of("GET", "/query", Access.PUBLIC, HttpApiTest::query),
                Route.of(
                    "GET",
                    "/bug",
                    Access.PUBLIC,
                    r -> Mono.error(new IllegalStateException("hunter"))),
                Route.of("GET", "/busy", Access.PUBLIC, r -> Mono.error(busy())),
                Route.of(
                    "GET",
                    "/denied",
                    Access.PUBLIC,
                    r -> Mono.error(busy().causedBy(new IllegalStateException("why")))),
                Route.of("GET", "/breaks", Access.PUBLIC, r -> Mono.just(breaking())),
                Route.of("GET", "/down", Access.PUBLIC, r -> Mono.error(new StoreIsDown())),
                Route.of("GET", "/slow", Access.PUBLIC, r -> Mono.never())
                    .within(Duration.ofMillis(5))));
    return new HttpApi(
        router,
        new TokenVerifier(TOKENS, CLOCK),
        new Cors(origins),
        List.of(),
        failure ->
            failure instanceof StoreIsDown
                ? Optional.of(
                    Problem.of(503, "STORE_UNAVAILABLE", "later").withHeader("Retry-After", "2"))
                : Optional.empty(),
        request -> request.query().single("of"),
        new StructuredLog(
            new PrintStream(logged, true, StandardCharsets.UTF_8), CLOCK, Optional.empty()));
  }

  private static Problem busy() {
    return Problem.of(503, "BUSY", "others are under way");
  }

  private static Reply breaking() {
    return Reply.streaming(
        "text/csv",
        out -> {
          out.write('a');
          out.flush();
          throw Problem.of(422, "MIXED", "a second one came");
        });
  }

  private static BigDecimal money() {
    return new BigDecimal("12345678901234567890.000000001");
  }

  private static Mono<Reply> ok(Object body) {
    return Mono.just(Reply.json(200, body));
  }

  private static Mono<Reply> query(Request request) {
    Query query = request.query().accepting(Set.of("one", "many"));
    return ok(Map.of("one", query.single("one").orElse("-"), "many", query.list("many")));
  }

  private static FakeExchange get(String target) {
    return new FakeExchange("GET", target);
  }

  private FakeExchange send(FakeExchange exchange) throws IOException {
    api.service(exchange, exchange);
    return exchange;
  }

  private void assertProblem(int status, String reason, FakeExchange exchange) throws IOException {
    send(exchange);
    assertEquals(status, exchange.status(), exchange.text());
    assertEquals(reason, exchange.json().get("reason").asText());
    assertEquals(status, exchange.json().get("status").asInt());
    assertFalse(exchange.json().get("success").asBoolean());
    assertEquals("about:blank", exchange.json().get("type").asText());
    assertFalse(exchange.json().get("title").asText().isEmpty());
    assertFalse(exchange.json().get("detail").asText().isEmpty());
    assertEquals(Optional.of("application/problem+json"), exchange.header("Content-Type"));
  }

  private static String token(Role role) {
    return "Bearer "
        + new TokenIssuer(TOKENS, CLOCK)
            .issue(new Principal("u1", Optional.of("t1"), role), Duration.ofMinutes(5));
  }

  @Test
  void decimals_keepEveryDigit() throws IOException {
    assertEquals("{\"v\":12345678901234567890.000000001}", send(get("/money")).text());
  }

  @Test
  void everyReply_hasTheSecurityHeadersAndARequestId() throws IOException {
    FakeExchange exchange = send(get("/"));
    assertEquals(Optional.of("nosniff"), exchange.header("X-Content-Type-Options"));
    assertEquals(Optional.of("no-store"), exchange.header("Cache-Control"));
    assertEquals(36, exchange.header("X-Request-Id").orElseThrow().length());
    assertEquals(
        Optional.of("abc-1"), send(get("/").with("x-request-id", "abc-1")).header("X-Request-Id"));
    for (String unusable : List.of("a b", "a\r\nb", "x".repeat(129), "ü", "")) {
      FakeExchange replaced = send(get("/").with("X-Request-Id", unusable));
      assertEquals(36, replaced.header("X-Request-Id").orElseThrow().length());
    }
  }

  @Test
  void unknownPaths_are404AndOtherMethods405WithAllow() throws IOException {
    for (String path : List.of("/no", "/things", "/things/", "/things/1/2", "//", "/mine/")) {
      assertProblem(404, "NOT_FOUND", get(path));
    }
    FakeExchange other = new FakeExchange("DELETE", "/things/1");
    assertProblem(405, "METHOD_NOT_ALLOWED", other);
    assertEquals(Optional.of("GET, HEAD, OPTIONS, POST"), other.header("Allow"));
    assertEquals("{\"id\":\"1\"}", send(get("/things/1")).text());
  }

  @Test
  void head_isGetWithoutTheBody() throws IOException {
    FakeExchange head = send(new FakeExchange("HEAD", "/"));
    assertEquals(200, head.status());
    assertEquals("", head.text());
    assertEquals(Optional.of("12"), head.header("Content-Length"));
    assertEquals(404, send(new FakeExchange("HEAD", "/no")).status());
  }

  @Test
  void callers_needAGoodTokenAndTheRole() throws IOException {
    FakeExchange without = get("/mine");
    assertProblem(401, "TOKEN_MISSING", without);
    assertEquals(Optional.of("Bearer realm=\"campaign-sync\""), without.header("WWW-Authenticate"));
    FakeExchange bad = get("/mine").with("Authorization", "Bearer x.y.z");
    assertProblem(401, "TOKEN_INVALID", bad);
    assertTrue(bad.header("WWW-Authenticate").orElseThrow().contains("error=\"invalid_token\""));
    assertEquals(
        "{\"who\":\"u1\"}", send(get("/mine").with("authorization", token(Role.USER))).text());
    assertProblem(403, "FORBIDDEN", get("/ops").with("Authorization", token(Role.USER)));
    assertEquals(200, send(get("/ops").with("Authorization", token(Role.SUPER_ADMIN))).status());
  }

  @Test
  void twoAuthorizations_areRefused() throws IOException {
    FakeExchange two =
        get("/mine")
            .with("Authorization", token(Role.USER))
            .with("Authorization", token(Role.ADMIN));
    assertProblem(401, "TOKEN_INVALID", two);
  }

  @Test
  void unexpectedFailures_showOnlyTheRequestId() throws IOException {
    FakeExchange bug =
        get("/bug")
            .with("X-Request-Id", "r-7")
            .with("traceparent", "00-" + "a".repeat(32) + "-b7ad6b7169203331-01");
    assertProblem(500, "INTERNAL", bug);
    assertEquals("r-7", bug.json().get("request_id").asText());
    assertFalse(bug.text().contains("hunter"), bug.text());
    assertFalse(bug.text().contains("Exception"), bug.text());
    String line = logged.toString(StandardCharsets.UTF_8);
    assertTrue(line.contains("\"code\":\"INTERNAL\""), line);
    assertTrue(line.contains("r-7") && line.contains("stack_trace"), line);
    assertTrue(line.contains("a".repeat(32)), line);
  }

  @Test
  void knownFailuresAndDeadlines_saySo() throws IOException {
    FakeExchange down = get("/down");
    assertProblem(503, "STORE_UNAVAILABLE", down);
    assertEquals(Optional.of("2"), down.header("Retry-After"));
    assertProblem(504, "DEADLINE_EXCEEDED", get("/slow"));
  }

  private JsonNode onlyLine() {
    String lines = logged.toString(StandardCharsets.UTF_8);
    assertEquals(1, lines.lines().count(), lines);
    return Json.read(logged.toByteArray());
  }

  private void assertTold(String code, String severity) {
    JsonNode line = onlyLine();
    assertEquals(code, line.path("code").asText());
    assertEquals(severity, line.path("severity").asText());
    assertEquals("r-7", line.path("request_id").asText());
    assertEquals("t9", line.path("tenant").asText());
    assertEquals("a".repeat(32), line.path("logging.googleapis.com/trace").asText());
    logged.reset();
  }

  private static FakeExchange traced(String path) {
    return get(path + "?of=t9")
        .with("X-Request-Id", "r-7")
        .with("traceparent", "00-" + "a".repeat(32) + "-b7ad6b7169203331-01");
  }

  @Test
  void everyFailureOfOurs_hasOneLine_thatNamesTenantRequestAndTrace() throws IOException {
    assertProblem(503, "BUSY", traced("/busy"));
    assertTold("BUSY", "WARNING");
    FakeExchange denied = traced("/denied");
    assertProblem(503, "BUSY", denied);
    assertFalse(denied.text().contains("why"), denied.text());
    assertEquals("why", onlyLine().path("exception").path("message").asText());
    assertTold("BUSY", "ERROR");
    assertProblem(503, "STORE_UNAVAILABLE", traced("/down"));
    assertTold("STORE_UNAVAILABLE", "ERROR");
    assertProblem(504, "DEADLINE_EXCEEDED", traced("/slow"));
    assertTold("DEADLINE_EXCEEDED", "ERROR");
  }

  @Test
  void replyThatBreaksOff_isLogged_whateverBrokeIt() throws IOException {
    FakeExchange broken = traced("/breaks");
    assertThrows(Problem.class, () -> send(broken));
    assertEquals("a", broken.text());
    assertTrue(onlyLine().path("message").asText().startsWith("a reply broke off"));
    assertTold("MIXED", "WARNING");
  }

  @Test
  void refusals_haveNoLine() throws IOException {
    assertProblem(404, "NOT_FOUND", get("/no"));
    assertProblem(401, "TOKEN_MISSING", get("/mine"));
    assertProblem(400, "UNKNOWN_PARAMETER", get("/query?three=a"));
    assertEquals("", logged.toString(StandardCharsets.UTF_8));
  }

  @Test
  void query_isReadStrictly() throws IOException {
    assertEquals(
        "{\"many\":[\"a\",\"b\",\"ü\"],\"one\":\"x y\"}",
        new String(
            Json.write(
                new java.util.TreeMap<>(
                    Map.of(
                        "one", send(get("/query?one=x+y")).json().get("one"),
                        "many", send(get("/query?many=a,b&many=%C3%BC")).json().get("many")))),
            StandardCharsets.UTF_8));
    assertProblem(400, "REPEATED_PARAMETER", get("/query?one=a&one=a"));
    assertProblem(400, "UNKNOWN_PARAMETER", get("/query?three=a"));
    assertProblem(400, "UNKNOWN_PARAMETER", get("/query?ONE=a"));
    assertProblem(400, "MALFORMED_QUERY", get("/query?one=%zz"));
    assertProblem(400, "MALFORMED_QUERY", get("/query?" + "a&".repeat(2000)));
    FakeExchange unknown = send(get("/query?x=1"));
    assertTrue(unknown.json().get("detail").asText().endsWith("accepted: many, one"));
  }

  @Test
  void bodies_areBoundedAndStrict() throws IOException {
    assertProblem(413, "BODY_TOO_LARGE", post(new byte[(1 << 20) + 1]));
    assertProblem(413, "BODY_TOO_LARGE", post(new byte[0]).contentLength((1 << 20) + 1));
    for (String bad : List.of("{", "[]", "1", "{\"a\":1,\"a\":2}", "{} {}", " ", "{\"a\":NaN}")) {
      assertProblem(400, "MALFORMED_JSON", post(bad.getBytes(StandardCharsets.UTF_8)));
    }
    assertEquals("{\"got\":{}}", send(post(new byte[0])).text());
    assertEquals(
        "{\"got\":{\"v\":0.10}}",
        send(post("{\"v\":0.10}".getBytes(StandardCharsets.UTF_8))).text());
  }

  private static FakeExchange post(byte[] body) {
    return new FakeExchange("POST", "/things/1").body(body);
  }

  @Test
  void accept_mustAdmitJson() throws IOException {
    assertProblem(406, "NOT_ACCEPTABLE", get("/").with("Accept", "text/csv"));
    assertProblem(406, "NOT_ACCEPTABLE", get("/").with("Accept", "application/json;q=0"));
    for (String fine : List.of("*/*", "text/html, application/*;q=0.1", "Application/JSON")) {
      assertEquals(200, send(get("/").with("Accept", fine)).status(), fine);
    }
  }

  @Test
  void cors_admitsListedOriginsOnly() throws IOException {
    FakeExchange listed = send(get("/").with("Origin", "https://app.example"));
    assertEquals(Optional.of("https://app.example"), listed.header("Access-Control-Allow-Origin"));
    assertEquals(Optional.of("Origin"), listed.header("Vary"));
    String exposed = listed.header("Access-Control-Expose-Headers").orElse("");
    assertTrue(exposed.contains("Next-Page-Token"), exposed);
    assertTrue(exposed.contains("Content-Disposition"), exposed);
    FakeExchange foreign = send(get("/").with("Origin", "https://app.example.evil"));
    assertEquals(Optional.empty(), foreign.header("Access-Control-Allow-Origin"));
    FakeExchange preflight =
        send(
            new FakeExchange("OPTIONS", "/mine")
                .with("Origin", "https://app.example")
                .with("Access-Control-Request-Method", "GET"));
    assertEquals(204, preflight.status());
    assertEquals(
        Optional.of("GET, HEAD, OPTIONS"), preflight.header("Access-Control-Allow-Methods"));
    FakeExchange refused =
        send(new FakeExchange("OPTIONS", "/mine").with("Origin", "https://evil.example"));
    assertEquals(Optional.empty(), refused.header("Access-Control-Allow-Methods"));
    assertEquals(404, send(new FakeExchange("OPTIONS", "/no")).status());
  }

  @Test
  void corsForAll_neverNamesTheOrigin() throws IOException {
    FakeExchange exchange = get("/").with("Origin", "https://any.example");
    api(List.of("*")).service(exchange, exchange);
    assertEquals(Optional.of("*"), exchange.header("Access-Control-Allow-Origin"));
  }
}
