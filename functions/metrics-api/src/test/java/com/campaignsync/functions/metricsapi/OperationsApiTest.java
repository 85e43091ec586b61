package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.LogQuery;
import com.campaignsync.domain.query.LogReader;
import com.campaignsync.domain.query.LogReader.Page;
import com.campaignsync.domain.query.LogReader.Unavailable;
import com.campaignsync.domain.query.LoggedEntry;
import com.campaignsync.domain.query.SchedulerStatus;
import com.campaignsync.domain.query.ServiceHealth;
import com.campaignsync.domain.query.ServiceStats;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceReach;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.domain.tenant.Tenant;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.domain.tenant.TenantStore.Reason;
import com.campaignsync.domain.tenant.TenantStore.Refused;
import com.campaignsync.domain.tenant.Tier;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The addresses about the service and its tenants, over fakes. */
class OperationsApiTest {

  private static final Instant NOW = Instant.parse("2026-03-28T23:30:00Z");
  private static final String TENANTS = "/api/tenants";
  private static final String LOGS = "/api/campaign-sync/logs";
  private static final String TRIGGER = "/api/campaign-sync/trigger";
  private static final String STATS = "/api/campaign-sync/stats";
  private static final String SOURCE = "/api/campaign-sync/bigquery/status";

  private static final Principal SUPER_ADMIN =
      new Principal("s", Optional.of("t1"), Role.SUPER_ADMIN);

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final Fakes fakes = new Fakes();
  private final FakeOperations operations = fakes.operations;
  private final TestApi api = new TestApi(fakes, now::get);

  private TestApi.Answer admin(String method, String target, String body) {
    return api.send(method, target, TestApi.admin("t1"), body);
  }

  private TestApi.Answer get(String target) {
    return admin("GET", target, "");
  }

  private TestApi.Answer superAdmin(String method, String target, String body) {
    return api.send(method, target, SUPER_ADMIN, body);
  }

  private static void assertRefused(int status, String reason, TestApi.Answer answer) {
    assertEquals(reason, answer.json().path("reason").asText(), answer.text());
    assertEquals(status, answer.status(), answer.text());
  }

  @Test
  void everyAddress_asksForItsRole() {
    for (String admins : List.of(TENANTS, LOGS)) {
      assertRefused(403, "FORBIDDEN", api.send("GET", admins, TestApi.user("t1"), ""));
    }
    assertRefused(403, "FORBIDDEN", api.send("POST", TRIGGER, TestApi.user("t1"), ""));
    assertRefused(403, "FORBIDDEN", admin("POST", TENANTS, "{\"id\":\"x\",\"name\":\"X\"}"));
    assertRefused(403, "FORBIDDEN", admin("PATCH", TENANTS + "/t1", "{\"name\":\"X\"}"));
    assertEquals(401, api.anonymous(TENANTS).status());
    assertEquals(200, api.anonymous(STATS).status());
    assertEquals(200, api.anonymous(SOURCE).status());
    assertEquals(List.of(), operations.triggered);
    assertEquals(2, operations.tenants.size());
  }

  @Test
  void tenants_areListedByPages() {
    for (int i = 0; i < 7; i++) {
      operations.add("u" + i);
    }
    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      JsonNode page = get(TENANTS + "?page_size=4&page_token=" + token).json();
      page.path("tenants").forEach(one -> seen.add(one.path("id").asText()));
      token = page.path("meta").path("next_page_token").asText("");
    } while (!token.equals("null") && !token.isEmpty());
    assertEquals(List.copyOf(operations.tenants.keySet()), seen);
    assertEquals(
        "{\"id\":\"t1\",\"name\":\"Name of t1\",\"tier\":\"standard\","
            + "\"time_zone\":\"Pacific/Kiritimati\",\"currency\":\"EUR\","
            + "\"realtime_allowed\":false,\"created_at\":\"2026-01-01T00:00:00Z\"}",
        get(TENANTS).json().path("tenants").path(0).toString());
    assertEquals(200, get(TENANTS + "?page_size=99999").status());
    assertRefused(400, "INVALID_PAGE_TOKEN", get(TENANTS + "?page_token=x"));
    assertRefused(400, "UNKNOWN_PARAMETER", get(TENANTS + "?tenant_id=t1"));
  }

  @Test
  void newTenant_takesWhatIsSaidAndTheUsualForTheRest() {
    TestApi.Answer made = superAdmin("POST", TENANTS, "{\"id\":\"acme\",\"name\":\"Acme\"}");
    assertEquals(201, made.status(), made.text());
    assertEquals("acme", made.json().path("tenant").path("id").asText());
    Tenant usual = operations.tenants.get("acme");
    assertEquals(Tier.STANDARD, usual.tier());
    assertEquals(ZoneId.of("UTC"), usual.zone());
    assertEquals("USD", usual.currency());
    assertFalse(usual.realtimeAllowed());
    superAdmin(
        "POST",
        TENANTS,
        "{\"id\":\"köln 1\",\"name\":\"K\",\"tier\":\"enterprise\",\"time_zone\":"
            + "\"Europe/Berlin\",\"currency\":\"EUR\",\"realtime_allowed\":true}");
    Tenant said = operations.tenants.get("köln 1");
    assertEquals(Tier.ENTERPRISE, said.tier());
    assertEquals(ZoneId.of("Europe/Berlin"), said.zone());
    assertEquals("EUR", said.currency());
    assertTrue(said.realtimeAllowed());
    assertRefused(
        409, "TENANT_EXISTS", superAdmin("POST", TENANTS, "{\"id\":\"acme\",\"name\":\"B\"}"));
  }

  @Test
  void newTenant_isCheckedInEveryPart() {
    Map<String, String> wrong =
        Map.ofEntries(
            Map.entry("{}", "MISSING_FIELD"),
            Map.entry("{\"id\":\"a\"}", "MISSING_FIELD"),
            Map.entry("{\"id\":\" a\",\"name\":\"A\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":\"\",\"name\":\"A\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":\"qa t/../x\",\"name\":\"A\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":\"a\\\\b\",\"name\":\"A\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":\"a%2Fb\",\"name\":\"A\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":\".\",\"name\":\"A\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":\"..\",\"name\":\"A\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":\"a\\nb\",\"name\":\"A\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":\"a\\ud800\",\"name\":\"A\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":7,\"name\":\"A\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":\"a\",\"name\":\"A\",\"tier\":\"gold\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":\"a\",\"name\":\"A\",\"time_zone\":\"+02:00\"}", "INVALID_FIELD"),
            Map.entry(
                "{\"id\":\"a\",\"name\":\"A\",\"time_zone\":\"SystemV/PST8\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":\"a\",\"name\":\"A\",\"currency\":\"eur\"}", "INVALID_FIELD"),
            Map.entry("{\"id\":\"a\",\"name\":\"A\",\"data_version\":1}", "UNKNOWN_FIELD"));
    wrong.forEach((body, reason) -> assertRefused(400, reason, superAdmin("POST", TENANTS, body)));
    assertEquals(2, operations.tenants.size());
  }

  @Test
  void changedTenant_keepsWhatIsNotNamed() {
    TestApi.Answer renamed = superAdmin("PATCH", TENANTS + "/t1", "{\"name\":\"New\"}");
    assertEquals(200, renamed.status(), renamed.text());
    assertEquals("New", operations.changes.get(0).name());
    assertNull(operations.changes.get(0).zone());
    assertNull(operations.changes.get(0).currency());
    TestApi.Answer moved = superAdmin("PATCH", TENANTS + "/t1", "{\"time_zone\":\"Asia/Tokyo\"}");
    assertTrue(moved.json().path("message").asText().contains("stored days stay"), moved.text());
    operations.add("köln 1+");
    assertEquals(
        200, superAdmin("PATCH", TENANTS + "/k%C3%B6ln%201+", "{\"name\":\"N\"}").status());
    assertRefused(404, "TENANT_NOT_FOUND", superAdmin("PATCH", TENANTS + "/x", "{\"name\":\"N\"}"));
    assertRefused(400, "NO_CHANGE", superAdmin("PATCH", TENANTS + "/t1", "{}"));
    assertRefused(400, "NO_CHANGE", superAdmin("PATCH", TENANTS + "/t1", "{\"name\":null}"));
    assertRefused(400, "UNKNOWN_FIELD", superAdmin("PATCH", TENANTS + "/t1", "{\"id\":\"x\"}"));
    assertRefused(400, "MALFORMED_PATH", superAdmin("PATCH", TENANTS + "/%zz", "{\"name\":\"N\"}"));
    for (Reason reason : Reason.values()) {
      operations.failure = Optional.of(new Refused(reason));
      assertRefused(
          409, reason.name(), superAdmin("PATCH", TENANTS + "/t1", "{\"currency\":\"USD\"}"));
    }
  }

  @Test
  void stats_areCountsRatesAndAges() {
    operations.figures =
        Mono.just(
            new ServiceStats(
                5,
                1,
                90,
                3,
                1,
                7,
                2,
                Optional.of(new BigDecimal("12.340")),
                Optional.of(NOW.minusSeconds(90)),
                8,
                6));
    TestApi.Answer answer = api.anonymous(STATS);
    assertEquals(
        "{\"success\":true,\"as_of\":\"2026-03-28T23:30:00Z\",\"window_hours\":24,"
            + "\"total_syncs\":100,\"totals\":{\"completed\":5,\"partial\":1,\"skipped\":90,"
            + "\"failed\":3,\"blocked\":1,\"waiting\":7,\"running\":2},\"errors\":3,"
            + "\"success_rate\":96.97,\"average_duration_seconds\":12.34,"
            + "\"freshness\":{\"last_success\":\"2026-03-28T23:28:30Z\",\"age_seconds\":90,"
            + "\"fresh_percent\":75}}",
        answer.text());
  }

  @Test
  void statsOfNothing_areUnknownAndNotZero() {
    JsonNode stats = api.anonymous(STATS).json();
    assertEquals(0, stats.path("total_syncs").asInt(-1));
    assertTrue(stats.get("success_rate").isNull());
    assertTrue(stats.get("average_duration_seconds").isNull());
    assertTrue(stats.get("freshness").get("age_seconds").isNull());
    assertTrue(stats.get("freshness").get("fresh_percent").isNull());
  }

  @Test
  void publicFigures_areAskedOnceAMinute() {
    for (String address : List.of(STATS, SOURCE)) {
      operations.asked = 0;
      String first = api.anonymous(address).text();
      now.set(now.get().plusSeconds(59));
      assertEquals(first, api.anonymous(address).text());
      assertEquals(1, operations.asked);
      now.set(now.get().plusSeconds(1));
      assertTrue(api.anonymous(address).text().contains(now.get().toString()));
      assertEquals(2, operations.asked);
    }
  }

  @Test
  void failedStats_areTriedAgainAtOnce() {
    operations.figures =
        Mono.error(new StoreException(StoreException.Code.STORE_UNREACHABLE, "no", null));
    assertRefused(503, "STORE_UNAVAILABLE", api.anonymous(STATS));
    assertRefused(503, "STORE_UNAVAILABLE", api.anonymous(STATS));
    assertEquals(2, operations.asked);
  }

  @Test
  void sourceStatus_tellsWhereAndHowFastOrWhyNot() {
    assertEquals(
        "{\"success\":true,\"as_of\":\"2026-03-28T23:30:00Z\",\"reachable\":true,"
            + "\"reason\":null,\"latency_ms\":12,\"dataset\":\"engarde_analytics\","
            + "\"location\":\"US\"}",
        api.anonymous(SOURCE).text());
    now.set(NOW.plusSeconds(60));
    operations.reach =
        Mono.just(
            new SourceReach(
                null, "engarde_analytics", "US", SourceException.Code.SOURCE_UNAVAILABLE));
    JsonNode gone = api.anonymous(SOURCE).json();
    assertFalse(gone.path("reachable").asBoolean(true));
    assertEquals("SOURCE_UNAVAILABLE", gone.path("reason").asText());
    assertTrue(gone.get("latency_ms").isNull());
  }

  @Test
  void logs_defaultToTheLastDayOfAllFunctionsAndTenants() {
    assertEquals(200, get(LOGS).status());
    LogQuery asked = operations.searched.get(0);
    assertEquals(NOW, asked.until());
    assertEquals(NOW.minus(Duration.ofDays(1)), asked.since());
    assertEquals(LogParameters.FUNCTIONS, asked.functions());
    assertNull(asked.tenantId());
    assertEquals("50:null", operations.tokens.get(0));
  }

  @Test
  void logs_passEveryFilterOn() {
    UUID job = UUID.randomUUID();
    get(
        LOGS
            + "?severity=warning&function=full-resync&text=a%22b&tenant_id=t1&page_size=500"
            + "&since=2026-03-01T00:00:00%2B01:00&until=2026-03-02T00:00:00Z&job_id="
            + job);
    assertEquals(
        new LogQuery(
            "WARNING",
            List.of("full-resync"),
            job,
            new TenantId("t1"),
            Instant.parse("2026-02-28T23:00:00Z"),
            Instant.parse("2026-03-02T00:00:00Z"),
            "a\"b"),
        operations.searched.get(0));
    assertEquals("100:null", operations.tokens.get(0));
  }

  @Test
  void logs_ofATenantThatIsNotThere_areNotFound() {
    assertRefused(404, "TENANT_NOT_FOUND", get(LOGS + "?tenant_id=nope"));
    assertEquals(List.of(), operations.searched);
  }

  @Test
  void superAdminsRole_hasNoneAbove() {
    TestApi.Answer refused = api.send("POST", TENANTS, TestApi.user("t1"), "{}");
    assertEquals("this needs the role super_admin", refused.json().path("detail").asText());
  }

  @Test
  void logs_refuseWhatTheyCannotAsk() {
    Map<String, String> wrong =
        Map.of(
            "severity=LOUD", "INVALID_SEVERITY",
            "function=other", "INVALID_FUNCTION",
            "job_id=7", "INVALID_ID",
            "since=yesterday", "INVALID_TIME",
            "until=2026-03-01", "INVALID_TIME",
            "since=2026-03-29T10:00:00Z", "INVALID_RANGE",
            "since=2020-01-01T00:00:00Z", "INVALID_RANGE",
            "text=a%0Ab", "INVALID_TEXT",
            "tenant_id=a%0Ab", "INVALID_TENANT",
            "page_token=abc", "INVALID_PAGE_TOKEN");
    wrong.forEach((query, reason) -> assertRefused(400, reason, get(LOGS + "?" + query)));
    assertRefused(400, "UNKNOWN_PARAMETER", get(LOGS + "?filter=x"));
    assertEquals(List.of(), operations.searched);
  }

  private static LoggedEntry entry(String message, String error) {
    return new LoggedEntry(
        "i1", NOW, "ERROR", "full-resync", message, "C", "t2", null, null, null, error);
  }

  @Test
  void logs_maskSecretsAndHaveFixedKeys() {
    operations.page =
        new Page(
            List.of(
                entry("postgres://u:hunter2@db failed", "X: Bearer hunter2"), entry(null, null)),
            null);
    TestApi.Answer answer = get(LOGS);
    assertFalse(answer.text().contains("hunter2"), answer.text());
    assertEquals(
        "{\"id\":\"i1\",\"time\":\"2026-03-28T23:30:00Z\",\"severity\":\"ERROR\","
            + "\"function\":\"full-resync\",\"message\":null,\"code\":\"C\",\"tenant_id\":\"t2\","
            + "\"job_id\":null,\"request_id\":null,\"trace\":null,\"error\":null}",
        answer.json().path("logs").path(1).toString());
    assertTrue(answer.json().get("meta").get("next_page_token").isNull());
  }

  @Test
  void nextPageOfLogs_keepsTheTimesOfTheFirst() {
    operations.page = new Page(List.of(), "behind");
    String token =
        get(LOGS + "?severity=INFO").json().path("meta").path("next_page_token").asText();
    now.set(NOW.plusSeconds(60));
    assertEquals(200, get(LOGS + "?severity=INFO&page_token=" + token).status());
    assertEquals(operations.searched.get(0), operations.searched.get(1));
    assertEquals("50:behind", operations.tokens.get(1));
    assertRefused(400, "INVALID_PAGE_TOKEN", get(LOGS + "?severity=ERROR&page_token=" + token));
    operations.failure =
        Optional.of(new Unavailable(LogReader.Code.LOGGING_PAGE_TOKEN, "old", null));
    assertRefused(400, "INVALID_PAGE_TOKEN", get(LOGS + "?severity=INFO&page_token=" + token));
  }

  @Test
  void unreadableLog_isUnavailable() {
    for (LogReader.Code code : LogReader.Code.values()) {
      if (code != LogReader.Code.LOGGING_PAGE_TOKEN) {
        operations.failure = Optional.of(new Unavailable(code, "what to do", null));
        assertRefused(503, code.name(), get(LOGS));
        assertTrue(api.logged().contains(code.name()));
      }
    }
  }

  private static DueJob due(String tenant, String readKey) {
    return new DueJob(
        new SyncJob(
            UUID.randomUUID(),
            UUID.randomUUID(),
            new TenantId(tenant),
            Entity.CAMPAIGN_METRICS,
            JobType.INCREMENTAL_SYNC,
            JobStatus.PENDING,
            null,
            false,
            0,
            3),
        readKey);
  }

  @Test
  void trigger_syncsOneTenantOrAll() {
    DueJob one = due("t1", "r");
    DueJob other = due("t2", "r");
    operations.due.put("t1", List.of(one));
    operations.due.put("t2", List.of(other));
    TestApi.Answer all = admin("POST", TRIGGER, "");
    assertEquals(202, all.status(), all.text());
    assertEquals(
        List.of(new RunJobs(List.of(one.job().id(), other.job().id()))),
        fakes.published,
        "what one read can serve shares a message");
    assertEquals(2, all.json().path("tenants").asInt());
    assertEquals(2, all.json().path("connections_queued").asInt());
    assertEquals(2, all.json().path("connections_paused").asInt());
    assertEquals(2, all.json().path("connections_under_way").asInt());
    assertEquals(2, all.json().path("job_ids").size());
    assertTrue(all.json().get("tenant_id").isNull());
    assertTrue(all.json().path("message").asText().contains("2 paused ones skipped"), all.text());
    for (TestApi.Answer again :
        List.of(
            admin("POST", TRIGGER, "{\"tenant_id\":\"t2\"}"),
            admin("POST", TRIGGER + "?tenant_id=t2", ""))) {
      assertEquals(202, again.status(), again.text());
      assertEquals(0, again.json().path("connections_queued").asInt(-1));
      assertEquals("t2", again.json().path("tenant_id").asText());
    }
    assertEquals(1, fakes.published.size());
  }

  @Test
  void trigger_refusesWhatItDoesNotUnderstand() {
    assertRefused(404, "TENANT_NOT_FOUND", admin("POST", TRIGGER + "?tenant_id=x", ""));
    assertRefused(400, "UNKNOWN_FIELD", admin("POST", TRIGGER, "{\"tenant\":\"t1\"}"));
    assertRefused(
        400, "INVALID_FIELD", admin("POST", TRIGGER + "?tenant_id=t1", "{\"tenant_id\":\"t2\"}"));
    assertRefused(400, "INVALID_TENANT", admin("POST", TRIGGER, "{\"tenant_id\":\" \"}"));
    assertEquals(List.of(), operations.triggered);
  }

  @Test
  void health_tellsWhenTheSchedulerRunsNext() {
    assertEquals(
        "{\"running\":true,\"next_run\":\"2026-03-29T00:00:00Z\",\"reason\":null}",
        api.anonymous("/health").json().path("scheduler").toString());
    assertEquals(1, operations.asked);
    now.set(NOW.plusSeconds(59));
    api.anonymous("/health");
    assertEquals(1, operations.asked);
    now.set(NOW.plusSeconds(60));
    api.anonymous("/health");
    assertEquals(2, operations.asked);
  }

  @Test
  void health_asksAgainOnceTheRunHasPassed() {
    operations.status = Mono.just(SchedulerStatus.running(NOW.plusSeconds(20), false));
    api.anonymous("/health");
    now.set(NOW.plusSeconds(19));
    api.anonymous("/health");
    assertEquals(1, operations.asked);
    now.set(NOW.plusSeconds(20));
    api.anonymous("/health");
    assertEquals(2, operations.asked);
  }

  @Test
  void schedulerThatCannotBeAsked_isUnknownAndNothingWorse() {
    fakes.health =
        Mono.just(
            new ServiceHealth(
                Optional.of(NOW), Optional.empty(), Optional.empty(), Optional.empty()));
    operations.status = Mono.just(SchedulerStatus.unknown(SchedulerStatus.Reason.SCHEDULER_DENIED));
    JsonNode body = api.anonymous("/health").json();
    assertEquals("healthy", body.path("status").asText());
    assertEquals(
        "{\"running\":null,\"next_run\":null,\"reason\":\"SCHEDULER_DENIED\"}",
        body.path("scheduler").toString());
  }

  @Test
  void schedulerThatHangs_holdsUpNoHealthCheck() {
    operations.status = Mono.never();
    JsonNode body = api.anonymous("/health").json();
    assertEquals("healthy", body.path("status").asText());
    assertEquals("SCHEDULER_UNREACHABLE", body.path("scheduler").path("reason").asText());
  }

  @Test
  void pausedScheduler_degradesWhatWaitsForIt() {
    fakes.health =
        Mono.just(
            new ServiceHealth(
                Optional.of(NOW), Optional.empty(), Optional.empty(), Optional.empty()));
    operations.status = Mono.just(SchedulerStatus.stopped(SchedulerStatus.Reason.SCHEDULER_PAUSED));
    TestApi.Answer answer = api.anonymous("/api/campaign-sync/health");
    assertEquals(200, answer.status());
    assertEquals("degraded", answer.json().path("status").asText());
    assertEquals("[\"SCHEDULER_STOPPED\"]", answer.json().path("reasons").toString());
    assertFalse(answer.json().path("scheduler").path("running").asBoolean(true));
  }
}
