package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.Limit;
import com.campaignsync.domain.request.PermitStore;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RateLimitsTest {

  private final Map<String, Integer> used = new HashMap<>();
  private Optional<RuntimeException> failure = Optional.empty();
  private final PermitStore store = this::draw;

  private Mono<PermitStore.Grant> draw(Caller caller, Limit limit, int wanted) {
    if (failure.isPresent()) {
      return Mono.error(failure.get());
    }
    String key = caller + limit.name();
    int before = used.getOrDefault(key, 0);
    int after = Math.min(before + wanted, limit.permits());
    used.put(key, after);
    return Mono.just(new PermitStore.Grant(after - before, after, Duration.ofSeconds(42)));
  }

  private FilteredApi api(int perMinute) {
    return FilteredApi.limiting(
        store, perMinute == 0 ? OptionalInt.empty() : OptionalInt.of(perMinute));
  }

  @Test
  void callerPastTheLimit_isToldWhenToComeBack() {
    FilteredApi api = api(3);
    for (int i = 2; i >= 0; i--) {
      TestApi.Answer fine = api.get("/plain");
      assertEquals(200, fine.status());
      assertEquals(Optional.of("\"default\";q=3;w=60"), fine.header("RateLimit-Policy"));
      assertEquals(Optional.of("\"default\";r=%d;t=42".formatted(i)), fine.header("RateLimit"));
    }
    TestApi.Answer refused = api.get("/plain");
    assertEquals(429, refused.status());
    assertEquals("RATE_LIMITED", refused.json().get("reason").asText());
    assertEquals(Optional.of("42"), refused.header("Retry-After"));
    assertEquals(Optional.of("\"default\";r=0;t=42"), refused.header("RateLimit"));
    assertEquals(3, api.handled.get());
  }

  @Test
  void callers_areCountedApart_publicAddressesNotAtAll() {
    FilteredApi api = api(1);
    assertEquals(200, api.get("/plain").status());
    assertEquals(429, api.get("/plain").status());
    assertEquals(200, api.send("GET", "/plain", TestApi.user("t2"), "").status());
    Principal colleague = new Principal("other", Optional.of("t1"), Role.USER);
    assertEquals(200, api.send("GET", "/plain", colleague, "").status());
    Principal operator = new Principal("ops", Optional.empty(), Role.ADMIN);
    assertEquals(200, api.send("GET", "/plain?tenant_id=t1", operator, "").status());
    assertEquals(429, api.send("GET", "/plain?tenant_id=t2", operator, "").status());
    for (int i = 0; i < 3; i++) {
      TestApi.Answer open = api.anonymous("/open");
      assertEquals(200, open.status());
      assertEquals(Optional.empty(), open.header("RateLimit"));
    }
  }

  @Test
  void routesOwnLimit_standsBesideTheGeneralOne() {
    FilteredApi api = api(100);
    assertEquals(
        Optional.of("\"default\";q=100;w=60, \"rare\";q=2;w=60"),
        api.get("/rare").header("RateLimit-Policy"));
    assertEquals(200, api.get("/rare").status());
    TestApi.Answer refused = api.get("/rare");
    assertEquals(429, refused.status());
    assertTrue(refused.header("RateLimit").orElseThrow().endsWith("\"rare\";r=0;t=42"));
    assertEquals(200, api.get("/plain").status());
  }

  @Test
  void noGeneralLimit_leavesTheRoutesOwn() {
    FilteredApi api = api(0);
    assertEquals(Optional.empty(), api.get("/plain").header("RateLimit"));
    assertEquals(Optional.of("\"rare\";q=2;w=60"), api.get("/rare").header("RateLimit-Policy"));
    api.get("/rare");
    assertEquals(429, api.get("/rare").status());
  }

  @Test
  void refusalsOfHandlers_carryTheHeadersToo() {
    FilteredApi api = api(10);
    api.work = request -> Mono.error(Problem.of(422, "NO", "no"));
    TestApi.Answer refused = api.get("/plain");
    assertEquals(422, refused.status());
    assertTrue(refused.header("RateLimit").isPresent());
  }

  @Test
  void failures_carryTheHeadersToo() {
    FilteredApi api = api(10);
    StoreException slow = new StoreException(StoreException.Code.STORE_TOO_SLOW, "slow", null);
    for (Mono<Reply> failing :
        List.of(
            Mono.<Reply>error(slow),
            Mono.<Reply>error(new IllegalStateException("bug")),
            Mono.<Reply>never())) {
      api.work = request -> failing;
      TestApi.Answer failed = api.post("/work", "");
      assertTrue(failed.status() >= 500, failed.text());
      assertTrue(failed.header("RateLimit").isPresent(), failed.text());
      assertTrue(failed.header("RateLimit-Policy").isPresent(), failed.text());
    }
  }

  @Test
  void storeThatIsAway_is503AndLetsNobodyThrough() {
    FilteredApi api = api(10);
    failure = Optional.of(new StoreException(StoreException.Code.STORE_UNREACHABLE, "down", null));
    TestApi.Answer refused = api.get("/plain");
    assertEquals(503, refused.status());
    assertEquals("STORE_UNAVAILABLE", refused.json().get("reason").asText());
    assertTrue(refused.header("Retry-After").isPresent());
    assertEquals(0, api.handled.get());
  }
}
