package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.store.StoreException;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RepeatedRequestsTest {

  private static final String KEY = "Idempotency-Key";

  private final RequestRecords records = new RequestRecords();
  private final FilteredApi api = FilteredApi.repeating(records, records);

  private TestApi.Answer post(String body, String key) {
    return api.post("/work", body, KEY, key);
  }

  private static void assertRefused(int status, String reason, TestApi.Answer answer) {
    assertEquals(reason, answer.json().path("reason").asText(), answer.text());
    assertEquals(status, answer.status());
  }

  @Test
  void sameRequest_isAnsweredAgain_andDoneOnce() {
    api.work = request -> Mono.just(Reply.json(202, Map.of("n", api.handled.get())));
    TestApi.Answer first = post("{\"a\":1}", "k");
    TestApi.Answer again = post("{\"a\":1}", "k");
    assertEquals(202, again.status());
    assertEquals(first.text(), again.text());
    assertEquals(Optional.empty(), first.header("Idempotency-Replayed"));
    assertEquals(Optional.of("true"), again.header("Idempotency-Replayed"));
    assertEquals(first.header("Content-Type"), again.header("Content-Type"));
    assertEquals(1, api.handled.get());
    assertEquals(1, records.begun.size(), "a reply given again is no second change");
  }

  @Test
  void withoutAKey_orOnOtherMethods_nothingIsKept() {
    api.post("/work", "");
    api.post("/work", "");
    assertEquals(2, api.handled.get());
    for (int i = 0; i < 2; i++) {
      api.send("DELETE", "/things/1", TestApi.user("t1"), "", KEY, "k");
    }
    assertEquals(4, api.handled.get());
  }

  @Test
  void otherRequestUnderTheKey_isRefused() {
    post("{\"a\":1}", "k");
    assertRefused(422, "IDEMPOTENCY_KEY_REUSED", post("{\"a\":2}", "k"));
    assertRefused(
        422, "IDEMPOTENCY_KEY_REUSED", api.post("/work?tenant_id=t1", "{\"a\":1}", KEY, "k"));
    assertRefused(422, "IDEMPOTENCY_KEY_REUSED", api.post("/try", "{\"a\":1}", KEY, "k"));
    assertEquals(1, api.handled.get());
  }

  @Test
  void keysOfOthers_areOthers() {
    post("", "k");
    assertEquals(200, api.send("POST", "/work", TestApi.user("t2"), "", KEY, "k").status());
    Principal colleague = new Principal("other", Optional.of("t1"), Role.USER);
    assertEquals(200, api.send("POST", "/work", colleague, "", KEY, "k").status());
    assertEquals(3, api.handled.get());
  }

  @Test
  void unusableKeys_areRefused() {
    for (String key : List.of("", " ", "a b", "ü", "x".repeat(256), "a\tb")) {
      assertRefused(400, "INVALID_IDEMPOTENCY_KEY", post("", key));
    }
    assertEquals(200, post("", "x".repeat(255)).status());
  }

  @Test
  void severalKeys_areToldThatOneIsAllowed() {
    TestApi.Answer refused = post("", "k1, k2");
    assertRefused(400, "INVALID_IDEMPOTENCY_KEY", refused);
    assertTrue(refused.json().get("detail").asText().contains("one Idempotency-Key"));
  }

  @Test
  void requestAtWork_isInUse() throws Exception {
    CompletableFuture<Reply> slow = new CompletableFuture<>();
    CompletableFuture<Void> begun = new CompletableFuture<>();
    api.work =
        request -> {
          begun.complete(null);
          return Mono.fromFuture(slow);
        };
    CompletableFuture<TestApi.Answer> first = CompletableFuture.supplyAsync(() -> post("", "k"));
    begun.get();
    TestApi.Answer second = post("", "k");
    assertRefused(409, "IDEMPOTENCY_KEY_IN_USE", second);
    assertEquals(Optional.of("5"), second.header("Retry-After"));
    slow.complete(Reply.json(200, Map.of()));
    assertEquals(200, first.get().status());
    assertEquals(Optional.of("true"), post("", "k").header("Idempotency-Replayed"));
  }

  @Test
  void refusals_leaveTheKeyFree_forTheRequestAsItShouldHaveBeen() {
    for (int status : List.of(400, 403, 404, 415, 422)) {
      String key = "k" + status;
      api.work = request -> Mono.error(Problem.of(status, "NO", "no"));
      assertRefused(status, "NO", post("{\"typo\":1}", key));
      api.work = request -> Mono.just(Reply.json(200, Map.of()));
      TestApi.Answer mended = post("{\"right\":1}", key);
      assertEquals(200, mended.status(), mended.text());
      assertEquals(Optional.empty(), mended.header("Idempotency-Replayed"));
      assertEquals(Optional.of("true"), post("{\"right\":1}", key).header("Idempotency-Replayed"));
    }
  }

  @Test
  void conflicts_bindTheKey_toTheRequestAsItWas() {
    api.work = request -> Mono.error(Problem.of(409, "TENANT_EXISTS", "there is one"));
    assertRefused(409, "TENANT_EXISTS", post("{\"a\":1}", "k"));
    assertRefused(422, "IDEMPOTENCY_KEY_REUSED", post("{\"a\":2}", "k"));
    assertRefused(409, "TENANT_EXISTS", post("{\"a\":1}", "k"));
  }

  @Test
  void whatPasses_mayBeTriedAgain_asTheSameWork() {
    for (RuntimeException failure :
        List.of(
            Problem.of(429, "RATE_LIMITED", "later"),
            Problem.of(409, "SYNC_RUNNING", "later"),
            Problem.of(503, "AWAY", "later"),
            new StoreException(StoreException.Code.STORE_UNREACHABLE, "down", null),
            new IllegalStateException("bug"))) {
      String key = "k" + failure.hashCode();
      String[] work = new String[2];
      api.work =
          request -> {
            work[0] = request.workId().toString();
            return Mono.error(failure);
          };
      assertTrue(post("", key).status() >= 409);
      api.work =
          request -> {
            work[1] = request.workId().toString();
            return Mono.just(Reply.json(200, Map.of()));
          };
      TestApi.Answer again = post("", key);
      assertEquals(200, again.status());
      assertEquals(Optional.empty(), again.header("Idempotency-Replayed"));
      assertEquals(work[0], work[1]);
    }
  }

  @Test
  void requestCutOff_mayBeTriedAgain() {
    api.work = request -> Mono.never();
    assertRefused(504, "DEADLINE_EXCEEDED", post("", "k"));
    api.work = request -> Mono.just(Reply.json(200, Map.of()));
    assertEquals(200, post("", "k").status());
    assertTrue(records.completed.contains("t1 504 DEADLINE_EXCEEDED"));
  }

  @Test
  void requestsWithoutAKey_areWorkOfTheirOwn() {
    assertNotEquals(api.post("/work", "").text(), api.post("/work", "").text());
  }

  @Test
  void replyThatCannotBeKept_isGivenAllTheSame_andLogged() {
    records.keepFailure = Optional.of(new IllegalStateException("down"));
    assertEquals(200, api.post("/work", "", KEY, "k", "X-Request-Id", "r-1").status());
    JsonNode line = api.line("IDEMPOTENCY_NOT_KEPT");
    assertEquals("t1", line.path("tenant").asText());
    assertEquals("r-1", line.path("request_id").asText());
  }
}
