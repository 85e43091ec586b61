package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.campaignsync.runtime.jwt.TokenIssuer;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.settings.Secret;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances of the API, each under Google's invoker, over one database: callers see one API.
 */
class TwoInstancesTest {

  private static final GeneratedSource MINE =
      new GeneratedSource("acme", "google_ads", 3, LocalDate.of(2026, 1, 1), 3, 1);
  private static final int PER_MINUTE = 60;
  private static final String METRICS =
      "/api/campaign-performance/metrics?start_date=2026-01-01&end_date=2026-01-03";

  @TempDir static Path state;
  @TempDir static Path files;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final List<InvokedFunction> INSTANCES = new ArrayList<>();
  private static final List<String> URLS = new ArrayList<>();
  private static RunLocalProcess running;
  private static Sql sql;
  private static TokenIssuer issuer;

  @BeforeAll
  static void start() throws Exception {
    Path csv = GeneratedSource.csv(files.resolve("campaigns.csv"), MINE);
    running =
        RunLocalProcess.start(
            state, RunLocalProcess.freeOffset(), "--csv", csv.toString(), "--no-sample");
    sql = Sql.open(running.jdbcUrl());
    sql.execute("UPDATE connections SET next_run_at = NULL");
    Eventually.holds(
        "the tenant is synced",
        Duration.ofSeconds(60),
        () ->
            sql.number("SELECT count(*) FROM campaign_metrics") == 9
                && sql.number("SELECT count(*) FROM sync_jobs WHERE completed_at IS NULL") == 0);
    String key = Files.readString(state.resolve("jwt-secret-key")).strip();
    issuer =
        new TokenIssuer(
            new TokenSettings(Secret.of(key), Optional.empty(), Optional.empty()),
            InstantSource.system());
    for (int i = 0; i < 2; i++) {
      int port = 8080 + running.portOffset() + 6 + i;
      INSTANCES.add(
          InvokedFunction.start(
              "com.campaignsync.functions.metricsapi.MetricsApiFunction",
              port,
              "256m",
              environment(key)));
      URLS.add("http://127.0.0.1:" + port);
    }
  }

  private static Map<String, String> environment(String key) {
    Map<String, String> environment = new HashMap<>();
    environment.put("JWT_SECRET_KEY", key);
    environment.put(
        "DATABASE_URL",
        "postgresql://metrics_api_local@127.0.0.1:%d/campaign_sync"
            .formatted(54329 + running.portOffset()));
    environment.put("DATABASE_POOL_SIZE", "2");
    environment.put("BIGQUERY_PROJECT_ID", "campaign-sync-local");
    environment.put("BIGQUERY_EMULATOR_HOST", running.bigQuery().replace("http://", ""));
    environment.put("PUBSUB_EMULATOR_HOST", running.googleCloud());
    environment.put("API_RATE_LIMIT_PER_MINUTE", String.valueOf(PER_MINUTE));
    return environment;
  }

  @AfterAll
  static void stop() throws Exception {
    for (InvokedFunction instance : INSTANCES) {
      instance.close();
    }
    if (running != null) {
      sql.close();
      running.close();
    }
  }

  private static String token(String subject, Role role) {
    return issuer.issue(new Principal(subject, Optional.of("acme"), role), Duration.ofMinutes(10));
  }

  private static HttpResponse<String> send(
      int instance, String method, String path, String token, BodyPublisher body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(URLS.get(instance) + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token)
            .method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(
      int instance, String path, String token, String... headers) throws Exception {
    return send(instance, "GET", path, token, BodyPublishers.noBody(), headers);
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String connectionId() throws Exception {
    return sql.rows("SELECT CAST(id AS text) FROM connections").get(0).get(0);
  }

  @Test
  void repeatedPost_isDoneOnce_whicheverInstanceItReaches() throws Exception {
    String token = token("idempotent", Role.USER);
    String path = "/connections/" + connectionId() + "/sync-now";
    long jobs = sql.number("SELECT count(*) FROM sync_jobs WHERE triggered_by = 'api'");
    HttpResponse<String> first =
        send(0, "POST", path, token, BodyPublishers.noBody(), "Idempotency-Key", "k1");
    assertEquals(202, first.statusCode(), first.body());
    HttpResponse<String> again =
        send(1, "POST", path, token, BodyPublishers.noBody(), "Idempotency-Key", "k1");
    assertEquals(202, again.statusCode(), again.body());
    assertEquals(first.body(), again.body());
    assertEquals("true", header(again, "Idempotency-Replayed"));
    HttpResponse<String> other =
        send(1, "POST", path, token, BodyPublishers.ofString("{}"), "Idempotency-Key", "k1");
    assertEquals(422, other.statusCode(), other.body());
    assertTrue(other.body().contains("IDEMPOTENCY_KEY_REUSED"), other.body());
    assertEquals(
        1,
        sql.number(
                "SELECT count(*) FROM sync_jobs WHERE triggered_by = 'api' AND entity ="
                    + " 'campaign_metrics'")
            - jobs);
    assertEquals(
        1,
        sql.number(
            "SELECT count(*) FROM audit_log WHERE subject = 'idempotent' AND status = 202"
                + " AND completed_at IS NOT NULL AND route = '/connections/{id}/sync-now'"
                + " AND tenant_id = 'acme'"));
  }

  @Test
  void workOfADeadInstance_isGoneOnWith_andNotDoneTwice() throws Exception {
    String token = token("taken-over", Role.USER);
    String path = "/connections/" + connectionId() + "/sync-now";
    HttpResponse<String> first =
        send(0, "POST", path, token, BodyPublishers.noBody(), "Idempotency-Key", "k2");
    // As if the instance had died before it could keep the reply.
    sql.execute(
        "UPDATE idempotency_keys SET status = NULL, lease_until = now()"
            + " WHERE subject = 'taken-over'");
    HttpResponse<String> again =
        send(1, "POST", path, token, BodyPublishers.noBody(), "Idempotency-Key", "k2");
    assertEquals(202, again.statusCode(), again.body());
    assertEquals(first.body(), again.body(), "the same job");
    assertEquals("", header(again, "Idempotency-Replayed"));
  }

  @Test
  void tagOfOneInstance_holdsAtTheOther_untilSomethingChanges() throws Exception {
    Eventually.holds(
        "no sync is at work",
        Duration.ofSeconds(60),
        () -> sql.number("SELECT count(*) FROM sync_jobs WHERE completed_at IS NULL") == 0);
    String token = token("tagged", Role.USER);
    HttpResponse<String> first = get(0, METRICS, token);
    assertEquals(200, first.statusCode(), first.body());
    String tag = header(first, "ETag");
    assertEquals("private, no-cache", header(first, "Cache-Control"));
    HttpResponse<String> same = get(1, METRICS, token, "If-None-Match", tag);
    assertEquals(304, same.statusCode());
    // A length would be that of the answer it stands for.
    assertEquals(Optional.empty(), same.headers().firstValue("Content-Length"));
    assertEquals("", same.body());
    assertEquals(tag, header(same, "ETag"));
    HttpResponse<String> renamed =
        send(
            0,
            "PATCH",
            "/connections/" + connectionId(),
            token("renamer", Role.ADMIN),
            BodyPublishers.ofString("{\"name\":\"renamed %d\"}".formatted(System.nanoTime())),
            "Content-Type",
            "application/json");
    assertEquals(200, renamed.statusCode(), renamed.body());
    Eventually.holds(
        "the change is seen",
        Duration.ofSeconds(5),
        () -> get(1, METRICS, token, "If-None-Match", tag).statusCode() == 200);
    assertNotEquals(tag, header(get(1, METRICS, token), "ETag"));
  }

  @Test
  void limit_holdsForBothTogether() throws Exception {
    String token = token("eager", Role.USER);
    int allowed = 0;
    int refused = 0;
    long firstMinute = System.currentTimeMillis() / 60_000;
    for (int i = 0; i < 2 * PER_MINUTE + 40; i++) {
      HttpResponse<String> answer = get(i % 2, "/connections", token);
      assertTrue(header(answer, "RateLimit-Policy").equals("\"default\";q=60;w=60"));
      allowed += answer.statusCode() == 200 ? 1 : 0;
      if (answer.statusCode() == 429) {
        refused++;
        long seconds = Long.parseLong(header(answer, "Retry-After"));
        assertTrue(seconds >= 1 && seconds <= 60, "Retry-After " + seconds);
      }
    }
    long minutes = System.currentTimeMillis() / 60_000 - firstMinute + 1;
    assertTrue(allowed <= minutes * PER_MINUTE, allowed + " in " + minutes);
    assertTrue(allowed >= PER_MINUTE - 12 && refused > 0, allowed + " and " + refused);
  }

  @Test
  void requestsAreRead_asTheyAreInMemory() throws Exception {
    String token = token("odd", Role.ADMIN);
    BodyPublisher chunked =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[(1 << 20) + 1]));
    assertEquals(
        413, send(0, "POST", "/api/campaign-performance/sync", token, chunked).statusCode());
    HttpResponse<String> typed =
        send(
            0,
            "POST",
            "/api/campaign-performance/sync",
            token,
            BodyPublishers.ofString("<x/>"),
            "Content-Type",
            "application/xml");
    assertEquals(415, typed.statusCode(), typed.body());
    HttpResponse<String> long256 =
        send(0, "DELETE", "/connections/" + "x".repeat(257), token, BodyPublishers.noBody());
    assertTrue(long256.body().contains("INVALID_ID"), long256.body());
    HttpResponse<String> escaped =
        send(0, "DELETE", "/connections/a%2Fb%25", token, BodyPublishers.noBody());
    assertEquals(400, escaped.statusCode(), escaped.body());
    assertEquals(400, get(0, METRICS + "&platform=%FF", token).statusCode());
  }

  @Test
  void databaseThatDoesNotAnswer_is503WithinSeconds_andHealthSaysSo() throws Exception {
    String token = token("patient", Role.USER);
    assertEquals(200, get(0, "/connections", token).statusCode());
    try (Sql blocking = Sql.open(running.jdbcUrl())) {
      blocking.execute("BEGIN");
      blocking.execute("LOCK TABLE tenants, connections IN ACCESS EXCLUSIVE MODE");
      List<Thread> waiting = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Thread holder = new Thread(() -> ignoreAnswer(token));
        holder.start();
        waiting.add(holder);
      }
      Eventually.holds(
          "both connections of the pool are in use",
          Duration.ofSeconds(10),
          () -> {
            try (Sql look = Sql.open(running.jdbcUrl())) {
              return look.number(
                      "SELECT count(*) FROM pg_stat_activity WHERE usename ="
                          + " 'metrics_api_local' AND wait_event_type = 'Lock'")
                  >= 2;
            }
          });
      long began = System.nanoTime();
      HttpResponse<String> refused = get(0, "/connections", token);
      assertEquals(503, refused.statusCode(), refused.body());
      assertTrue(refused.body().contains("STORE_UNAVAILABLE"), refused.body());
      assertTrue(!header(refused, "Retry-After").isEmpty());
      assertTrue(System.nanoTime() - began < Duration.ofSeconds(8).toNanos(), "too slow");
      HttpResponse<String> health = get(0, "/health", token);
      assertEquals(503, health.statusCode(), health.body());
      assertTrue(health.body().contains("\"unhealthy\""), health.body());
      blocking.execute("ROLLBACK");
      for (Thread holder : waiting) {
        holder.join();
      }
    }
    Eventually.holds(
        "it serves again",
        Duration.ofSeconds(20),
        () -> get(0, "/connections", token).statusCode() == 200);
  }

  private static void ignoreAnswer(String token) {
    try {
      get(0, "/connections", token);
    } catch (Exception lost) {
      throw new IllegalStateException(lost);
    }
  }
}
