package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.ServiceHealth;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What holds for every address, and the lists of what there is, over a store in memory. */
class ApiTest extends ApiFixture {

  @Test
  void users_nameOnlyTheirOwnTenant_operatorsAny() {
    for (String address :
        List.of(METRICS, "/connections", "/api/campaign-performance/sync-status")) {
      assertRefused(403, "FORBIDDEN_TENANT", get(address + "?tenant_id=t2"));
      assertEquals(200, get(address + "?tenant_id=t1").status());
      Principal admin = new Principal("a", Optional.empty(), Role.ADMIN);
      assertRefused(400, "TENANT_REQUIRED", api.send("GET", address, admin, ""));
      assertEquals(200, api.send("GET", address + "?tenant_id=t2", admin, "").status());
      assertRefused(404, "TENANT_NOT_FOUND", api.send("GET", address + "?tenant_id=t3", admin, ""));
      for (String unusable : List.of("", "%20", "t2%20")) {
        TestApi.Answer refused = api.send("GET", address + "?tenant_id=" + unusable, admin, "");
        assertRefused(400, "INVALID_TENANT", refused);
        assertTrue(refused.json().get("detail").asText().startsWith("tenant_id must"));
      }
    }
    assertRefused(403, "FORBIDDEN_TENANT", post(SYNC + "?tenant_id=t2", ""));
    assertEquals(List.of(), fakes.requested);
  }

  @Test
  void index_namesEveryAddressAndParameterOfFigures() {
    String index = api.anonymous("/").text();
    for (String name :
        List.of(
            "/api/campaign-performance/changes",
            "/api/campaign-spaces",
            "granularity",
            "fields",
            "sort",
            "fill",
            "as_of",
            "text/csv",
            "changed_since",
            "search")) {
      assertTrue(index.contains(name), name);
    }
  }

  @Test
  void connections_areListedWithTheirTrackingFields() {
    assertEquals(2, get("/connections").json().get("connections").size());
    TestApi.Answer status = get("/connections/" + Fakes.CONNECTION_B + "/sync-status");
    assertEquals(
        "{\"success\":true,\"sync_frequency\":\"hourly\",\"sync_status\":\"idle\","
            + "\"last_sync_attempted_at\":null,\"last_sync_completed_at\":null,"
            + "\"last_metrics_changed_at\":null,\"total_syncs_attempted\":3,"
            + "\"total_syncs_with_changes\":0,\"last_sync_error\":null}",
        status.text());
  }

  @Test
  void health_isPublicAndTellsWhenTheStoreIsGone() {
    for (String address : List.of("/health", "/api/campaign-sync/health")) {
      TestApi.Answer healthy = api.anonymous(address);
      assertEquals(200, healthy.status());
      assertEquals("healthy", healthy.json().get("status").asText());
      assertTrue(healthy.json().get("scheduler").get("running").asBoolean());
    }
    fakes.health =
        Mono.just(
            new ServiceHealth(
                Optional.of(NOW.minusSeconds(7200)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertEquals("degraded", api.anonymous("/health").json().get("status").asText());
    fakes.health = Mono.error(new IllegalStateException("no"));
    assertEquals(503, api.anonymous("/health").status());
    assertTrue(api.logged().contains("STORE_UNAVAILABLE"));
    fakes.health = Mono.never();
    TestApi.Answer gone = api.anonymous("/health");
    assertEquals(503, gone.status());
    assertEquals("unhealthy", gone.json().get("status").asText());
    assertEquals(Optional.of("3"), gone.header("Retry-After"));
    assertEquals("[\"STORE_UNAVAILABLE\"]", gone.json().get("reasons").toString());
    assertTrue(gone.json().get("last_sync").isNull());
  }

  @Test
  void connections_areListedByPages() {
    TestApi.Answer first = get("/connections?page_size=1");
    assertEquals(1, first.json().get("connections").size());
    String token = first.json().path("meta").path("next_page_token").asText();
    TestApi.Answer second = get("/connections?page_size=1&page_token=" + token);
    assertEquals(
        Fakes.CONNECTION_B.toString(),
        second.json().path("connections").path(0).path("id").asText());
    assertTrue(second.json().path("meta").get("next_page_token").isNull());
    assertRefused(400, "INVALID_PAGE_TOKEN", get("/connections?page_token=x"));
    assertRefused(
        400,
        "INVALID_PAGE_TOKEN",
        api.send("GET", "/connections?page_token=" + token, TestApi.user("t2"), ""));
    assertRefused(400, "INVALID_PAGE_SIZE", get("/connections?page_size=0"));
    assertEquals(200, get("/connections?page_size=1000000").status());
  }

  @Test
  void failingStore_isAnUnavailableServiceOrAnUnknownFault() {
    fakes.storeFailure =
        Optional.of(new StoreException(Code.STORE_UNREACHABLE, "postgres://u:hunter2@h", null));
    TestApi.Answer unavailable = get(METRICS);
    assertRefused(503, "STORE_UNAVAILABLE", unavailable);
    assertEquals(Optional.of("3"), unavailable.header("Retry-After"));
    fakes.storeFailure = Optional.of(new StoreException(Code.STORE_TOO_SLOW, "57014", null));
    TestApi.Answer late = get(METRICS);
    assertRefused(504, "DEADLINE_EXCEEDED", late);
    assertTrue(late.json().get("detail").asText().contains("ask for less"), late.text());
    assertTrue(late.header("Retry-After").isPresent());
    fakes.storeFailure = Optional.of(new StoreException(Code.STORE_REFUSED, "no column", null));
    TestApi.Answer fault = get(METRICS);
    assertRefused(500, "INTERNAL", fault);
    assertFalse(fault.text().contains("column"), fault.text());
    assertFalse(api.logged().contains("hunter2"), api.logged());
  }

  @Test
  void textThatTheStoreCannotHold_isRefused() {
    assertRefused(400, "INVALID_PLATFORM", get(METRICS + "?platform=a%00"));
    Principal admin = new Principal("a", Optional.empty(), Role.ADMIN);
    assertRefused(400, "INVALID_TENANT", api.send("GET", METRICS + "?tenant_id=a%00", admin, ""));
  }

  @Test
  void index_listsWhatThereIs() {
    assertEquals(27, api.anonymous("/").json().get("endpoints").size());
    assertRefused(401, "TOKEN_MISSING", api.anonymous(METRICS));
  }
}
