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
import com.fasterxml.jackson.databind.JsonNode;
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

  private String targetOf(String method, String target, Role role, String body) {
    records.begun.clear();
    api.send(method, target, new Principal("op", Optional.of("t1"), role), body);
    return records.begun.get(0).scope().value();
  }

  @Test
  void changesOfATenant_areItsOwn_notTheCallers() {
    assertEquals("t2", targetOf("PATCH", "/api/tenants/t2", Role.SUPER_ADMIN, "{}"));
    assertEquals("t3", targetOf("POST", "/api/tenants", Role.SUPER_ADMIN, "{\"id\":\"t3\"}"));
    assertEquals(List.of("t3 200 null"), records.completed.subList(1, 2));
  }

  @Test
  void triggers_areOfWhomTheyName_orOfTheOperators() {
    String trigger = OperationsRoutes.TRIGGER;
    assertEquals("t2", targetOf("POST", trigger, Role.ADMIN, "{\"tenant_id\":\"t2\"}"));
    assertEquals("t2", targetOf("POST", trigger + "?tenant_id=t2", Role.ADMIN, ""));
    String operators = RequestScope.OPERATORS.value();
    assertEquals(operators, targetOf("POST", trigger, Role.ADMIN, ""));
    for (String nobody : List.of("7", "null", "\"\"", "\" operators\"", "\"\\u0000\"")) {
      assertEquals(
          operators,
          targetOf("POST", trigger, Role.ADMIN, "{\"tenant_id\":" + nobody + "}"),
          nobody);
    }
  }

  @Test
  void linesAboutTheLog_nameTenantRequestAndTrace_once() {
    String trace = "b".repeat(32);
    String[] headers = {
      "X-Request-Id", "r-1", "traceparent", "00-" + trace + "-b7ad6b7169203331-01"
    };
    records.completeFailure = Optional.of(new IllegalStateException("down"));
    api.send("DELETE", "/things/c-1?tenant_id=t2", TestApi.admin("t1"), "", headers);
    records.auditFailure = Optional.of(new IllegalStateException("away"));
    api.send("DELETE", "/things/c-1?tenant_id=t2", TestApi.admin("t1"), "", headers);
    for (String code : List.of("AUDIT_INCOMPLETE", "AUDIT_UNAVAILABLE")) {
      JsonNode line = api.line(code);
      assertEquals("ERROR", line.path("severity").asText());
      assertEquals("t2", line.path("tenant").asText());
      assertEquals("r-1", line.path("request_id").asText());
      assertEquals(trace, line.path("logging.googleapis.com/trace").asText());
      assertTrue(line.path("exception").has("message"));
    }
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
