package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.campaignsync.runtime.jwt.TokenIssuer;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.settings.Settings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a request has its status and stable reason, and changes no row. */
class BadRequestTest {

  private static final GeneratedSource MINE =
      new GeneratedSource("acme", "google_ads", 5, LocalDate.of(2026, 1, 1), 3, 1);
  private static final GeneratedSource THEIRS =
      new GeneratedSource("rival", "google_ads", 5, LocalDate.of(2026, 1, 1), 3, 2);

  @TempDir static Path state;
  @TempDir static Path files;

  private static RunLocalProcess running;
  private static Sql sql;
  private static String token;

  private Map<String, Long> before;

  @BeforeAll
  static void start() throws Exception {
    Path csv = GeneratedSource.csv(files.resolve("campaigns.csv"), MINE, THEIRS);
    running =
        RunLocalProcess.start(
            state, RunLocalProcess.freeOffset(), "--csv", csv.toString(), "--no-sample");
    sql = Sql.open(running.jdbcUrl());
    token = running.tokens().path("tenants").path("acme").asText();
    // The schedule would add jobs by itself.
    sql.execute("UPDATE connections SET next_run_at = NULL");
    Eventually.holds(
        "both tenants are synced",
        Duration.ofSeconds(60),
        () ->
            sql.number("SELECT count(*) FROM campaign_metrics") == 30
                && sql.number("SELECT count(*) FROM sync_jobs WHERE completed_at IS NULL") == 0);
  }

  @AfterAll
  static void stop() throws Exception {
    if (running != null) {
      sql.close();
      running.close();
    }
  }

  @BeforeEach
  void countRows() throws Exception {
    before = sql.rowCounts();
  }

  @AfterEach
  void nothingChanged() throws Exception {
    assertEquals(before, sql.rowCounts());
  }

  @Test
  void callersThatProveNothing_getA401() throws Exception {
    String key = Files.readString(state.resolve("jwt-secret-key")).strip();
    String now = issue(key, Instant.now());
    assertEquals(200, get("/connections", now).status(), "a token made like this is good");
    List<Executable> checks = new ArrayList<>();
    for (String path :
        List.of(
            "/connections",
            "/api/campaign-performance/metrics",
            "/api/campaign-performance/sync-status",
            "/api/campaign-performance/sync-jobs/" + UUID.randomUUID())) {
      checks.add(() -> assertProblem("401 TOKEN_MISSING", get(path, "")));
      checks.add(() -> assertProblem("401 TOKEN_INVALID", get(path, "nonsense")));
      checks.add(
          () ->
              assertProblem("401 TOKEN_INVALID", get(path, issue("0".repeat(64), Instant.now()))));
      checks.add(() -> assertProblem("401 TOKEN_INVALID", get(path, ofAnotherTenant(now))));
      checks.add(() -> assertProblem("401 TOKEN_INVALID", get(path, unsigned(now))));
      checks.add(
          () ->
              assertProblem(
                  "401 TOKEN_EXPIRED",
                  get(path, issue(key, Instant.now().minus(Duration.ofHours(2))))));
    }
    checks.add(
        () ->
            assertProblem(
                "401 TOKEN_MISSING", send("POST", "/api/campaign-performance/sync", "", "{}")));
    assertAll(checks);
  }

  /** Our limits lie below the web server's, whose answer would be a page of its own. */
  @Test
  void addressesAndHeadersThatAreTooLong_areProblems() throws Exception {
    String path = "/api/campaign-performance/metrics?campaign_space_ids=";
    String ids = (UUID.randomUUID() + "%2C").repeat(149) + UUID.randomUUID();
    assertEquals(200, get(path + ids, token).status(), "as many as an address may have");
    assertProblem("431 HEADERS_TOO_LARGE", get(path + "x".repeat(6_900), token + "x".repeat(600)));
    assertProblem("414 URI_TOO_LONG", get(path + "x".repeat(7_200), token));
  }

  /** As the README and the API's document say. */
  @Test
  void whatTheWebServerRefuses_isAPageOfItsOwn() throws Exception {
    String metrics = "/api/campaign-performance/metrics";
    List<Executable> checks = new ArrayList<>();
    for (String path :
        List.of("//connections", metrics + "/%00", metrics + "/..%2fx", metrics + "/100%25")) {
      checks.add(() -> assertPage(400, path, token));
    }
    checks.add(() -> assertPage(414, metrics + "?platform=" + "x".repeat(9_000), token));
    checks.add(() -> assertPage(431, metrics, token + "x".repeat(9_000)));
    assertAll(checks);
  }

  /** Not by the client that holds every answer against the API's document. */
  private static void assertPage(int status, String path, String with) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(running.api() + path))
            .header("Authorization", "Bearer " + with)
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(status, answer.statusCode(), path);
    String type = answer.headers().firstValue("Content-Type").orElse("");
    assertFalse(type.contains("problem"), type);
  }

  @Test
  void whatBelongsToAnotherTenant_isNotThere() throws Exception {
    String campaign = theirs("campaign_spaces");
    String connection = theirs("connections");
    String job = theirs("sync_jobs");
    String body = "{\"campaign_space_ids\":[\"" + campaign + "\"]}";
    assertAll(
        () ->
            assertProblem(
                "404 CAMPAIGN_NOT_FOUND", get("/api/campaign-performance/metrics/" + campaign)),
        () ->
            assertProblem(
                "404 CONNECTION_NOT_FOUND", get("/connections/" + connection + "/sync-status")),
        () ->
            assertProblem(
                "404 CONNECTION_NOT_FOUND",
                send("POST", "/connections/" + connection + "/sync-now", token, "")),
        () -> assertProblem("404 JOB_NOT_FOUND", get("/api/campaign-performance/sync-jobs/" + job)),
        () ->
            assertProblem(
                "404 CAMPAIGN_NOT_FOUND",
                send("POST", "/api/campaign-performance/sync", token, body)));
  }

  @Test
  void aUserThatNamesAnotherTenant_isForbidden() throws Exception {
    String named = "?tenant_id=rival";
    assertAll(
        () -> assertProblem("403 FORBIDDEN_TENANT", get("/connections" + named)),
        () ->
            assertProblem("403 FORBIDDEN_TENANT", get("/api/campaign-performance/metrics" + named)),
        () ->
            assertProblem(
                "403 FORBIDDEN_TENANT", get("/api/campaign-performance/sync-status" + named)),
        () ->
            assertProblem(
                "403 FORBIDDEN_TENANT",
                send("POST", "/api/campaign-performance/sync" + named, token, "{}")),
        () ->
            assertProblem(
                "403 FORBIDDEN_TENANT",
                send(
                    "POST",
                    "/connections/" + theirs("connections") + "/sync-now" + named,
                    token,
                    "")));
  }

  @Test
  void parametersThatMakeNoSense_getA400() throws Exception {
    String page =
        metrics("group_by=campaign&page_size=1&start_date=2026-01-01&end_date=2026-01-03")
            .json()
            .path("meta")
            .path("next_page_token")
            .asText();
    assertFalse(page.isEmpty());
    assertAll(
        () -> assertMetrics("400 INVALID_DATE", "start_date=2026-02-30"),
        () -> assertMetrics("400 INVALID_DATE", "end_date=yesterday"),
        () -> assertMetrics("400 DATE_RANGE_REVERSED", "start_date=2026-01-02&end_date=2026-01-01"),
        () -> assertMetrics("400 DATE_SPAN_TOO_LONG", "start_date=2024-01-01&end_date=2026-01-01"),
        () -> assertMetrics("400 INVALID_GROUP_BY", "group_by=" + encode(";drop table tenants")),
        () -> assertMetrics("400 INVALID_GROUP_BY", "group_by=date,date"),
        () -> assertMetrics("400 UNKNOWN_PARAMETER", "colour=red"),
        () -> assertMetrics("400 REPEATED_PARAMETER", "platform=a&platform=b"),
        () -> assertMetrics("400 INVALID_PAGE_SIZE", "page_size=0"),
        () -> assertMetrics("400 INVALID_PAGE_SIZE", "page_size=-1"),
        () -> assertMetrics("400 INVALID_PAGE_SIZE", "page_size=abc"),
        () -> assertMetrics("400 INVALID_PAGE_TOKEN", "page_token=abc"),
        () -> assertMetrics("400 INVALID_PAGE_TOKEN", "group_by=date&page_token=" + page),
        () ->
            assertMetrics(
                "400 INVALID_PAGE_TOKEN",
                "group_by=campaign&start_date=2026-01-02&end_date=2026-01-03&page_token=" + page),
        () -> assertMetrics("400 INVALID_ID", "campaign_space_ids=1"),
        () -> assertMetrics("400 INVALID_CURRENCY", "currency=E%00R"),
        () -> assertMetrics("400 INVALID_PLATFORM", "platform=%00"));
    // The same words as a value are a name that nobody has.
    assertEquals(200, metrics("platform=" + encode("';drop table tenants")).status());
  }

  @Test
  void bodiesThatMakeNoSense_areRefused() throws Exception {
    String sync = "/api/campaign-performance/sync";
    String huge = "{\"platform\":\"" + "a".repeat(1 << 20) + "\"}";
    assertAll(
        () -> assertProblem("400 MALFORMED_JSON", send("POST", sync, token, "{")),
        () -> assertProblem("400 MALFORMED_JSON", send("POST", sync, token, "[1]")),
        () ->
            assertProblem(
                "400 MALFORMED_JSON",
                send("POST", sync, token, "{\"platform\":\"a\",\"platform\":\"b\"}")),
        () -> assertProblem("400 UNKNOWN_FIELD", send("POST", sync, token, "{\"colour\":\"red\"}")),
        () -> assertProblem("400 INVALID_FIELD", send("POST", sync, token, "{\"platform\":7}")),
        () ->
            assertProblem(
                "400 INVALID_DATE", send("POST", sync, token, "{\"start_date\":\"2026-13-01\"}")),
        () ->
            assertProblem(
                "400 DATE_RANGE_REVERSED",
                send(
                    "POST",
                    sync,
                    token,
                    "{\"start_date\":\"2026-01-02\",\"end_date\":\"2026-01-01\"}")),
        () ->
            assertProblem(
                "404 NO_CONNECTION", send("POST", sync, token, "{\"platform\":\"nowhere\"}")),
        () -> assertProblem("413 BODY_TOO_LARGE", send("POST", sync, token, huge)));
  }

  @Test
  void addressesAndMethodsThatDoNotExist_areRefused() throws Exception {
    assertAll(
        () -> assertProblem("404 NOT_FOUND", get("/api/nothing-here")),
        () -> assertProblem("404 NOT_FOUND", get("/api/campaign-performance/metrics/1/2/3")),
        () ->
            assertProblem(
                "405 METHOD_NOT_ALLOWED",
                send("DELETE", "/api/campaign-performance/metrics", token, "")),
        () -> assertProblem("405 METHOD_NOT_ALLOWED", get("/api/campaign-performance/sync")),
        () -> assertProblem("400 INVALID_ID", get("/api/campaign-performance/sync-jobs/1")));
  }

  private static void assertProblem(String want, RawHttp answer) throws Exception {
    assertEquals(want, answer.problem(), answer.toString());
    assertFalse(answer.json().path("success").asBoolean(true), answer.text());
    assertEquals(answer.status(), answer.json().path("status").asInt(), answer.text());
  }

  private static void assertMetrics(String want, String query) throws Exception {
    assertProblem(want, metrics(query));
  }

  private static RawHttp metrics(String query) throws Exception {
    return get("/api/campaign-performance/metrics?" + query);
  }

  private static RawHttp get(String path) throws Exception {
    return get(path, token);
  }

  private static RawHttp get(String path, String with) throws Exception {
    return RawHttp.get(running.api() + path, with);
  }

  private static RawHttp send(String method, String path, String with, String body)
      throws Exception {
    return RawHttp.send(method, running.api() + path, with, body);
  }

  private static String theirs(String table) throws Exception {
    return sql.value("SELECT min(id::text) FROM " + table + " WHERE tenant_id = 'rival'");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** An hour's token of the tenant acme. */
  private static String issue(String key, Instant at) {
    Map<String, String> environment = Map.of("JWT_SECRET_KEY", key);
    TokenSettings settings = Settings.read(environment::get, TokenSettings::from);
    return new TokenIssuer(settings, () -> at)
        .issue(new Principal("tester", Optional.of("acme"), Role.USER), Duration.ofHours(1));
  }

  /** The same signature under other claims. */
  private static String ofAnotherTenant(String good) {
    String[] parts = good.split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    return parts[0] + "." + base64(claims.replace("acme", "rival")) + "." + parts[2];
  }

  /** The same claims, asking not to be checked. */
  private static String unsigned(String good) {
    return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + good.split("\\.")[1] + ".";
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
