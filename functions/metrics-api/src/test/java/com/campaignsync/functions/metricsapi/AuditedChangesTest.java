package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.request.AuditEntry;
import com.campaignsync.domain.request.RequestScope;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AuditedChangesTest {

  private final RequestRecords records = new RequestRecords();
  private final FilteredApi api = FilteredApi.repeating(records, records);

  @Test
  void change_isWrittenDownBeforeItIsMade_andCompletedAfter() {
    api.work =
        request -> {
          assertEquals(1, records.begun.size());
          assertEquals(List.of(), records.completed);
          return Mono.just(Reply.json(202, Map.of()));
        };
    TestApi.Answer answer =
        api.send(
            "DELETE",
            "/things/c-1?tenant_id=t2",
            TestApi.admin("t1"),
            "",
            "X-Request-Id",
            "r-9",
            "traceparent",
            "00-" + "a".repeat(32) + "-b7ad6b7169203331-01");
    assertEquals(202, answer.status(), answer.text());
    assertEquals(
        new AuditEntry(
            new RequestScope("t2"),
            "a-t1",
            "admin",
            "t1",
            "DELETE",
            "/things/{id}",
            Map.of("id", "c-1"),
            "r-9",
            "a".repeat(32)),
        records.begun.get(0));
    assertEquals(List.of("t2 202 null"), records.completed);
  }

  @Test
  void bodies_areNotKept_onlyTheIdsTheyName() {
    api.post("/work", "{\"connection_id\":\"c-2\",\"password\":\"hunter2\",\"id\":{\"x\":1}}");
    assertEquals(Map.of("connection_id", "c-2"), records.begun.get(0).targets());
  }

  @Test
  void refusalsAndFailures_areCompletedWithTheirReason() {
    api.work = request -> Mono.error(Problem.of(409, "SYNC_RUNNING", "later"));
    api.post("/work", "");
    api.work =
        request -> {
          throw new IllegalStateException("bug");
        };
    api.post("/work", "");
    api.work =
        request -> Mono.error(new StoreException(StoreException.Code.STORE_BUSY, "busy", null));
    api.post("/work", "");
    assertEquals(
        List.of("t1 409 SYNC_RUNNING", "t1 500 INTERNAL", "t1 503 STORE_UNAVAILABLE"),
        records.completed);
  }

  @Test
  void withoutTheEntry_thereIsNoChange() {
    for (StoreException.Code code : StoreException.Code.values()) {
      records.auditFailure = Optional.of(new StoreException(code, "no", null));
      TestApi.Answer refused = api.post("/work", "");
      assertEquals(503, refused.status());
      assertEquals("AUDIT_UNAVAILABLE", refused.json().get("reason").asText());
      assertTrue(refused.header("Retry-After").isPresent());
    }
    assertEquals(0, api.handled.get());
    assertTrue(api.logged.toString(StandardCharsets.UTF_8).contains("AUDIT_UNAVAILABLE"));
  }

  @Test
  void tries_areNotWrittenDown_butOnlyWhereTheRouteKnowsThem() {
    api.post("/try", "{\"dry_run\":true}");
    assertEquals(List.of(), records.begun);
    api.post("/try", "{\"dry_run\":false}");
    api.post("/try", "{\"dry_run\":\"true\"}");
    api.post("/work", "{\"dry_run\":true}");
    api.post("/work?validate_only=true", "");
    assertEquals(4, records.begun.size());
  }

  @Test
  void reads_areNotWrittenDown() {
    api.get("/plain");
    api.get("/versioned");
    assertEquals(List.of(), records.begun);
  }

  @Test
  void operatorsWithoutTenant_areWrittenDownAsSuch() {
    Principal operator = new Principal("ops", Optional.empty(), Role.SUPER_ADMIN);
    api.send("POST", "/work", operator, "");
    assertEquals(RequestScope.OPERATORS, records.begun.get(0).scope());
    api.send("POST", "/work?tenant_id=t3", operator, "");
    assertEquals(new RequestScope("t3"), records.begun.get(1).scope());
  }

  @Test
  void foreignTenantsAndUnreadableBodies_areRefusedWithoutAnEntry() {
    TestApi.Answer foreign = api.post("/work?tenant_id=t2", "");
    assertEquals(403, foreign.status());
    assertEquals(400, api.post("/work", "{").status());
    assertEquals(List.of(), records.begun);
    assertFalse(api.handled.get() > 0);
  }
}
