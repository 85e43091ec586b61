package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.LogQuery;
import com.campaignsync.domain.query.LogReader;
import com.campaignsync.domain.query.LogReader.Page;
import com.campaignsync.domain.query.LogReader.Unavailable;
import com.campaignsync.domain.query.LoggedEntry;
import com.campaignsync.domain.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the functions logged, over fakes. */
class LogsApiTest extends OperationsFixture {

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
  void logs_maskBeforeTheyCut() {
    String before = "x".repeat(4096 - 20);
    operations.page =
        new Page(List.of(entry(before + " postgres://u:hunter2@db failed", "")), null);
    String message = get(LOGS).json().path("logs").path(0).path("message").asText();
    assertFalse(message.contains("hunter"), message.substring(4000));
    assertEquals(4097, message.length());
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
  void timesOfPageTokens_areThoseThatParametersTake() {
    operations.page = new Page(List.of(), "behind");
    String before = LOGS + "?until=1970-01-01T00:00:01Z";
    String token = get(before).json().path("meta").path("next_page_token").asText();
    assertEquals(200, get(before + "&page_token=" + token).status(), "our own");
    assertEquals(Instant.EPOCH, operations.searched.get(1).since());
    String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    for (String since :
        List.of("1969-12-31T23:59:59Z", "-100000-01-01T00:00:00Z", "+12026-01-01")) {
      String forged = plain.replace("1970-01-01T00:00:00Z", since);
      String text = Base64.getUrlEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
      assertRefused(400, "INVALID_PAGE_TOKEN", get(before + "&page_token=" + text));
    }
    assertRefused(400, "INVALID_TIME", get(LOGS + "?since=1969-12-31T23:59:59Z"));
    assertEquals(2, operations.searched.size());
  }

  @Test
  void unreadableLog_isUnavailable() {
    for (LogReader.Code code : LogReader.Code.values()) {
      if (code != LogReader.Code.LOGGING_PAGE_TOKEN) {
        operations.failure = Optional.of(new Unavailable(code, "what to do", null));
        assertRefused(503, code.name(), get(LOGS));
        assertEquals(
            1,
            api.logged().lines().filter(line -> line.contains(code.name())).count(),
            code.name());
      }
    }
  }

  @Test
  void tenantThatCannotBeLookedUp_isReadAllTheSame_andLogged() {
    fakes.tenantFailure = Optional.of(new IllegalStateException("down"));
    assertEquals(200, get(LOGS + "?tenant_id=t2").status());
    String line = api.logged();
    assertTrue(line.contains("\"code\":\"TENANT_UNCHECKED\""), line);
    assertTrue(line.contains("\"tenant\":\"t2\"") && line.contains("request_id"), line);
  }
}
