package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.tenant.Tenant;
import com.campaignsync.domain.tenant.TenantStore.Reason;
import com.campaignsync.domain.tenant.TenantStore.Refused;
import com.campaignsync.domain.tenant.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tenants, over fakes. */
class TenantsApiTest extends OperationsFixture {

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
}
