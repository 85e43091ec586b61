package com.campaignsync.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is refused before a handler is asked, and what stands around handlers. */
class RequestLimitsTest {

  private static final InstantSource CLOCK = InstantSource.system();

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final List<String> passed = new ArrayList<>();

  private HttpApi api(TokenSettings tokens) {
    Router router =
        new Router(
            List.of(
                Route.of("GET", "/things/{id}", Access.PUBLIC, r -> ok(r.path("id"))),
                Route.of("POST", "/things", Access.PUBLIC, r -> ok(r.json().toString())),
                Route.of("GET", "/mine", Access.USER, r -> ok("mine")),
                Route.of(
                    "GET",
                    "/throws",
                    Access.PUBLIC,
                    r -> {
                      throw Problem.badRequest("THROWN", "at once");
                    })));
    return new HttpApi(
        router,
        new TokenVerifier(tokens, CLOCK),
        new Cors(List.of()),
        List.of(filter("outer"), filter("inner")),
        failure -> Optional.empty(),
        request -> Optional.empty(),
        new StructuredLog(
            new PrintStream(logged, true, StandardCharsets.UTF_8), CLOCK, Optional.empty()));
  }

  private Filter filter(String name) {
    return (request, next) -> {
      passed.add(name + " in");
      return next.handle(request).doOnTerminate(() -> passed.add(name + " out"));
    };
  }

  private static Mono<Reply> ok(String got) {
    return Mono.just(Reply.json(200, Map.of("got", got)));
  }

  private FakeExchange send(FakeExchange exchange) throws IOException {
    api(new TokenSettings(Secret.of("k".repeat(32)), Optional.empty(), Optional.empty()))
        .service(exchange, exchange);
    return exchange;
  }

  private void assertProblem(int status, String reason, FakeExchange exchange) throws IOException {
    send(exchange);
    assertEquals(reason, exchange.json().path("reason").asText(), exchange.text());
    assertEquals(status, exchange.status());
    assertEquals(Optional.of("no-store"), exchange.header("Cache-Control"));
  }

  private static FakeExchange post(String body) {
    return new FakeExchange("POST", "/things").body(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void urlsAndHeaders_areBounded() throws IOException {
    String longest = "/things/1?x=" + "a".repeat(RequestReader.TARGET_CHARS_MAX);
    assertProblem(414, "URI_TOO_LONG", new FakeExchange("GET", longest));
    FakeExchange headers = new FakeExchange("GET", "/things/1");
    for (int i = 0; i < 8; i++) {
      headers.with("X-Padding-" + i, "p".repeat(950));
    }
    assertProblem(431, "HEADERS_TOO_LARGE", headers);
  }

  /** The platform's web server counts both together, up to 8 KiB. */
  @Test
  void urlAndHeaders_areBoundedTogether() throws IOException {
    String path = "/things/1?x=" + "a".repeat(7000);
    assertEquals(200, send(new FakeExchange("GET", path).with("X-A", "p".repeat(500))).status());
    FakeExchange beyond = new FakeExchange("GET", path).with("X-A", "p".repeat(700));
    assertProblem(431, "HEADERS_TOO_LARGE", beyond);
    assertTrue(beyond.text().contains("7680"), beyond.text());
  }

  @Test
  void pathParameters_areDecodedStrictlyAndBounded() throws IOException {
    assertEquals(
        "a/ü %",
        send(new FakeExchange("GET", "/things/a%2F%C3%BC%20%25")).json().get("got").asText());
    assertProblem(400, "MALFORMED_PATH", new FakeExchange("GET", "/things/%FF"));
    assertProblem(400, "MALFORMED_PATH", new FakeExchange("GET", "/things/%zz"));
    assertProblem(400, "MALFORMED_PATH", new FakeExchange("GET", "/things/a%00"));
    assertProblem(400, "INVALID_ID", new FakeExchange("GET", "/things/" + "x".repeat(257)));
    assertEquals(200, send(new FakeExchange("GET", "/things/" + "x".repeat(256))).status());
  }

  @Test
  void queriesThatAreNoUtf8_areRefused() throws IOException {
    assertProblem(400, "MALFORMED_QUERY", new FakeExchange("GET", "/things/1?a=%FF"));
    assertProblem(400, "MALFORMED_QUERY", new FakeExchange("GET", "/things/1?%C3=1"));
  }

  @Test
  void bodies_areJsonByWhateverName() throws IOException {
    for (String type :
        List.of(
            "application/json",
            "Application/JSON; charset=UTF-8",
            "application/json; charset=\"utf-8\"",
            "application/merge-patch+json",
            "application/x-www-form-urlencoded")) {
      assertEquals(200, send(post("{}").with("Content-Type", type)).status(), type);
    }
    for (String type :
        List.of(
            "text/plain",
            "application/xml",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/octet-stream",
            "nonsense",
            "application/json, text/plain")) {
      assertProblem(415, "UNSUPPORTED_MEDIA_TYPE", post("{}").with("Content-Type", type));
    }
    assertEquals(200, send(post("").with("Content-Type", "text/plain")).status());
    assertEquals(200, send(post("{}")).status());
  }

  @Test
  void chunkedBodies_areBoundedToo() throws IOException {
    byte[] tooLong = new byte[RequestReader.BODY_BYTES_MAX + 1];
    assertProblem(
        413, "BODY_TOO_LARGE", new FakeExchange("POST", "/things").body(tooLong).contentLength(-1));
  }

  @Test
  void everyReply_tellsBrowsersWhatNotToDo() throws IOException {
    for (FakeExchange exchange :
        List.of(
            send(new FakeExchange("GET", "/things/1")),
            send(new FakeExchange("GET", "/nowhere")),
            send(new FakeExchange("OPTIONS", "/things/1")))) {
      assertEquals(Optional.of("no-referrer"), exchange.header("Referrer-Policy"));
      assertEquals(Optional.of("nosniff"), exchange.header("X-Content-Type-Options"));
      assertEquals(Optional.of("DENY"), exchange.header("X-Frame-Options"));
      assertEquals(Optional.empty(), exchange.header("Strict-Transport-Security"));
      assertEquals(
          Optional.of("default-src 'none'; frame-ancestors 'none'"),
          exchange.header("Content-Security-Policy"));
    }
    FakeExchange overTls =
        send(new FakeExchange("GET", "/things/1").with("X-Forwarded-Proto", "https"));
    assertTrue(
        overTls.header("Strict-Transport-Security").orElse("").startsWith("max-age="), "HSTS");
  }

  @Test
  void filters_standAroundHandlersInOrder_andSeeWhatIsThrownAsASignal() throws IOException {
    send(new FakeExchange("GET", "/things/1"));
    assertEquals(List.of("outer in", "inner in", "inner out", "outer out"), passed);
    passed.clear();
    assertProblem(400, "THROWN", new FakeExchange("GET", "/throws"));
    assertEquals(List.of("outer in", "inner in", "inner out", "outer out"), passed);
    passed.clear();
    assertProblem(401, "TOKEN_MISSING", new FakeExchange("GET", "/mine"));
    assertEquals(List.of(), passed);
  }

  @Test
  void keysThatCannotBeRead_answer503AndAreLoggedOnce() throws IOException {
    // Nobody listens on port 1.
    TokenSettings tokens =
        new TokenSettings(
            Optional.empty(),
            Optional.of(URI.create("http://127.0.0.1:1/keys")),
            Optional.empty(),
            Optional.empty());
    String token =
        new TokenIssuer(
                new TokenSettings(Secret.of("k".repeat(32)), Optional.empty(), Optional.empty()),
                CLOCK)
            .issue(new Principal("u", Optional.of("t"), Role.USER), Duration.ofMinutes(1));
    // The same token, said to be signed with a published key.
    String header =
        java.util.Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8));
    HttpApi api = api(tokens);
    for (int i = 0; i < 3; i++) {
      FakeExchange exchange =
          new FakeExchange("GET", "/mine")
              .with("Authorization", "Bearer " + header + token.substring(token.indexOf('.')));
      api.service(exchange, exchange);
      assertEquals(503, exchange.status(), exchange.text());
      assertEquals("KEYS_UNAVAILABLE", exchange.json().get("reason").asText());
      assertEquals(Optional.of("5"), exchange.header("Retry-After"));
    }
    String lines = logged.toString(StandardCharsets.UTF_8);
    assertEquals(1, lines.lines().count(), lines);
    assertTrue(lines.contains("\"code\":\"KEYS_UNAVAILABLE\""), lines);
    assertTrue(lines.contains("\"severity\":\"WARNING\""), lines);
    assertFalse(lines.contains("stack_trace"), lines);
  }
}
