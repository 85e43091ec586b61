package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.endtoend.Http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What operators and passers-by see of a running service, through HTTP. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServicePagesTest {

  private static final String SERVICE = "/api/campaign-sync/";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path state;
  @TempDir static Path files;

  private static RunLocalProcess running;
  private static JsonNode tokens;

  @BeforeAll
  static void start() throws Exception {
    StringBuilder csv = new StringBuilder(GeneratedSource.CSV_HEADER).append('\n');
    for (int day = 0; day < 5; day++) {
      LocalDate date = LocalDate.of(2024, 1, 1).plusDays(day);
      csv.append("acme,1,One,google_ads,").append(date).append(",10,1,1.50,1,2.50\n");
      csv.append("acme,2,Two,tiktok_ads,").append(date).append(",10,1,1.50,1,2.50\n");
      csv.append("zeta,3,Three,google_ads,").append(date).append(",10,1,1.50,1,2.50\n");
    }
    Path file = Files.writeString(files.resolve("rows.csv"), csv);
    running =
        RunLocalProcess.start(
            state, RunLocalProcess.freeOffset(), "--csv", file.toString(), "--no-sample");
    tokens = running.tokens();
    Eventually.holds("the first syncs", PATIENCE, () -> idle("acme") && idle("zeta"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (running != null) {
      running.close();
    }
  }

  private static boolean idle(String tenant) throws Exception {
    JsonNode status =
        Http.get(
                running.api() + "/api/campaign-performance/sync-status",
                tokens.path("tenants").path(tenant).asText())
            .body();
    return !status.path("is_syncing").asBoolean(true) && status.path("total_jobs").asInt() > 0;
  }

  private static Answer call(String role, String method, String path, String body)
      throws Exception {
    return Http.send(method, running.api() + path, tokens.path(role).asText(), body);
  }

  private static Answer admin(String method, String path, String body) throws Exception {
    return call("admin", method, path, body);
  }

  private static JsonNode open(String path) throws Exception {
    Answer answer = Http.get(running.api() + path, "");
    assertEquals(200, answer.status(), answer.toString());
    return answer.body();
  }

  private static List<String> texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.path(field).asText()));
    return texts;
  }

  @Test
  @Order(1)
  void health_tellsTheSchedulersNextRun() throws Exception {
    JsonNode body =
        Eventually.get(
            "the scheduler was asked",
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            () -> open("/health"),
            health -> health.path("scheduler").path("running").isBoolean());
    assertEquals("healthy", body.path("status").asText(), body.toString());
    assertTrue(body.path("scheduler").path("running").asBoolean(), body.toString());
    Instant next = Instant.parse(body.path("scheduler").path("next_run").asText());
    Instant now = Clock.systemUTC().instant();
    assertTrue(next.isAfter(now.minusSeconds(10)) && next.isBefore(now.plusSeconds(61)));
    assertTrue(body.path("last_success").isTextual(), body.toString());
  }

  @Test
  @Order(2)
  void publicFigures_countSyncsAndNameNobody() throws Exception {
    JsonNode stats = open(SERVICE + "stats");
    assertTrue(stats.path("total_syncs").asInt() >= 3, stats.toString());
    assertEquals(100, stats.path("success_rate").asInt(), stats.toString());
    for (String secret : List.of("acme", "zeta", "usd", "cost", "google_ads", "tenant")) {
      assertFalse(stats.toString().contains(secret), stats.toString());
    }
    assertEquals(stats, open(SERVICE + "stats"), "kept for a minute");
  }

  @Test
  @Order(3)
  void bigQuerysStatus_isAskedOfBigQuery() throws Exception {
    JsonNode status = open(SERVICE + "bigquery/status");
    assertTrue(status.path("reachable").asBoolean(), status.toString());
    assertEquals("engarde_analytics", status.path("dataset").asText());
    assertEquals("US", status.path("location").asText());
    assertTrue(status.path("latency_ms").isNumber(), status.toString());
  }

  @Test
  @Order(4)
  void logs_showWhatTheFunctionsWrote() throws Exception {
    Answer answer = admin("GET", SERVICE + "logs?function=sync-campaign-metrics&page_size=100", "");
    assertEquals(200, answer.status(), answer.toString());
    JsonNode logs = answer.body().path("logs");
    assertTrue(logs.size() >= 3, answer.toString());
    assertEquals(
        List.of("sync-campaign-metrics"), texts(logs, "function").stream().distinct().toList());
    String job = texts(logs, "job_id").stream().filter(id -> id.length() == 36).findFirst().get();
    JsonNode ofJob = admin("GET", SERVICE + "logs?job_id=" + job, "").body().path("logs");
    assertEquals(List.of(job), texts(ofJob, "job_id").stream().distinct().toList());
    JsonNode ofTenant = admin("GET", SERVICE + "logs?tenant_id=zeta", "").body().path("logs");
    assertEquals(List.of("zeta"), texts(ofTenant, "tenant_id").stream().distinct().toList());
    assertEquals(
        0, admin("GET", SERVICE + "logs?severity=CRITICAL", "").body().path("logs").size());
    assertEquals(403, call("user", "GET", SERVICE + "logs", "").status());
  }

  @Test
  @Order(5)
  void logs_pageThroughWhatTheyHave() throws Exception {
    List<String> seen = new ArrayList<>();
    String until = "&until=" + Clock.systemUTC().instant();
    String token = "";
    do {
      JsonNode page =
          admin("GET", SERVICE + "logs?page_size=2" + until + "&page_token=" + token, "").body();
      seen.addAll(texts(page.path("logs"), "id"));
      token = page.path("meta").path("next_page_token").asText("");
    } while (!token.isEmpty() && !token.equals("null"));
    assertTrue(seen.size() >= 3);
    assertEquals(seen.size(), seen.stream().distinct().count());
  }

  @Test
  @Order(6)
  void trigger_syncsAllButThePausedAndNothingTwice() throws Exception {
    JsonNode connections = admin("GET", "/connections?tenant_id=acme", "").body();
    String paused = connections.path("connections").path(0).path("id").asText();
    assertEquals(
        200,
        admin("PATCH", "/connections/" + paused + "?tenant_id=acme", "{\"paused\":true}").status());
    Answer answer = admin("POST", SERVICE + "trigger", "");
    assertEquals(202, answer.status(), answer.toString());
    assertEquals(2, answer.body().path("tenants").asInt(), answer.toString());
    assertEquals(1, answer.body().path("connections_paused").asInt(), answer.toString());
    assertEquals(
        2,
        answer.body().path("connections_queued").asInt()
            + answer.body().path("connections_under_way").asInt(),
        answer.toString());
    Eventually.holds("the triggered syncs", PATIENCE, () -> idle("acme") && idle("zeta"));
    for (JsonNode job : answer.body().path("job_ids")) {
      assertTrue(
          List.of("completed", "skipped").contains(statusOf(job.asText())), answer.toString());
    }
    Answer one = admin("POST", SERVICE + "trigger", "{\"tenant_id\":\"zeta\"}");
    assertEquals(1, one.body().path("tenants").asInt(), one.toString());
    assertEquals(403, call("user", "POST", SERVICE + "trigger", "").status());
  }

  private static String statusOf(String job) throws Exception {
    for (String tenant : List.of("acme", "zeta")) {
      Answer found =
          admin("GET", "/api/campaign-performance/sync-jobs/" + job + "?tenant_id=" + tenant, "");
      if (found.status() == 200) {
        return found.body().path("sync_job").path("status").asText();
      }
    }
    throw new AssertionError("no job " + job);
  }

  @Test
  @Order(7)
  void tenants_areKeptBySuperAdminsAndSeenByAdmins() throws Exception {
    assertEquals(
        List.of("acme", "zeta"),
        texts(admin("GET", "/api/tenants", "").body().path("tenants"), "id"));
    String body = "{\"id\":\"new one\",\"name\":\"New\",\"currency\":\"EUR\"}";
    assertEquals(403, admin("POST", "/api/tenants", body).status());
    assertEquals(201, call("super_admin", "POST", "/api/tenants", body).status());
    assertEquals(409, call("super_admin", "POST", "/api/tenants", body).status());
    Answer moved =
        call("super_admin", "PATCH", "/api/tenants/new%20one", "{\"time_zone\":\"Asia/Tokyo\"}");
    assertEquals(200, moved.status(), moved.toString());
    assertEquals("Asia/Tokyo", moved.body().path("tenant").path("time_zone").asText());
    assertEquals(200, admin("GET", "/connections?tenant_id=new%20one", "").status());
    Answer refused = call("super_admin", "PATCH", "/api/tenants/acme", "{\"currency\":\"GBP\"}");
    assertEquals(409, refused.status(), refused.toString());
    assertEquals("CURRENCY_IN_USE", refused.body().path("reason").asText());
    assertEquals(
        List.of("acme", "new one", "zeta"),
        texts(admin("GET", "/api/tenants", "").body().path("tenants"), "id"));
  }
}
