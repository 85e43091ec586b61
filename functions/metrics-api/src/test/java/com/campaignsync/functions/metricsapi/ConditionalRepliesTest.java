package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.TenantVersion;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ConditionalRepliesTest {

  /** 14 hours ahead: its today is tomorrow already. */
  private static final ZoneId ZONE = ZoneId.of("Pacific/Kiritimati");

  private TenantVersion version = new TenantVersion(7, ZONE, "m");
  private final List<String> order = new ArrayList<>();
  private final FilteredApi api = FilteredApi.conditional(this::version);

  private Mono<TenantVersion> version(TenantId tenant) {
    order.add("version");
    return tenant.value().equals("nobody") ? Mono.empty() : Mono.just(version);
  }

  private static String tag(TestApi.Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    return answer.header("ETag").orElseThrow();
  }

  private void assertUnchanged(String target, String ifNoneMatch) {
    int before = api.handled.get();
    TestApi.Answer answer = api.get(target, "If-None-Match", ifNoneMatch);
    assertEquals(304, answer.status(), answer.text());
    assertEquals("", answer.text());
    assertEquals(before, api.handled.get(), "the handler ran");
    assertTrue(answer.header("ETag").isPresent());
    assertEquals(Optional.of("private, no-cache"), answer.header("Cache-Control"));
    assertEquals(Optional.of("Authorization, Accept, Origin"), answer.header("Vary"));
  }

  @Test
  void whoHasTheAnswer_isTold304BeforeTheHandlerRuns() {
    TestApi.Answer first = api.get("/versioned");
    assertEquals(Optional.of("private, no-cache"), first.header("Cache-Control"));
    assertEquals(Optional.of("Authorization, Accept, Origin"), first.header("Vary"));
    String tag = tag(first);
    assertTrue(tag.startsWith("W/\""), tag);
    assertUnchanged("/versioned", tag);
    assertUnchanged("/versioned", tag.substring(2));
    assertUnchanged("/versioned", "\"a\", W/\"b\" , " + tag);
  }

  @Test
  void whatTheAnswerFollowsFrom_isInTheTag() {
    String tag = tag(api.get("/versioned?a=1&b=2"));
    assertEquals(tag, tag(api.get("/versioned?b=2&a=1")));
    assertNotEquals(tag, tag(api.get("/versioned?a=1&b=3")));
    assertNotEquals(tag, tag(api.get("/versioned?a=1")));
    assertNotEquals(tag, tag(api.get("/versioned?a=1&b=2", "Accept", "application/json")));
    assertNotEquals(tag, tag(api.send("GET", "/versioned?a=1&b=2", TestApi.user("t2"), "")));
    version = new TenantVersion(8, ZONE, "m");
    assertNotEquals(tag, tag(api.get("/versioned?a=1&b=2")));
    version = new TenantVersion(7, ZONE, "n");
    assertNotEquals(tag, tag(api.get("/versioned?a=1&b=2")));
    version = new TenantVersion(7, ZONE, "m");
    assertEquals(tag, tag(api.get("/versioned?a=1&b=2")));
  }

  @Test
  void tenantsMidnight_changesTheTag_nobodyElses() {
    String tag = tag(api.get("/versioned"));
    api.now = Instant.parse("2026-03-29T00:30:00Z");
    assertUnchanged("/versioned", tag);
    api.now = Instant.parse("2026-03-29T10:00:00Z");
    assertNotEquals(tag, tag(api.get("/versioned")));
  }

  @Test
  void version_isAskedForBeforeTheRowsAreRead() {
    api.work =
        request -> {
          order.add("rows");
          version = new TenantVersion(8, ZONE, "m");
          return Mono.just(Reply.json(200, Map.of()));
        };
    String older = tag(api.get("/versioned"));
    assertEquals(List.of("version", "rows"), order);
    assertNotEquals(older, tag(api.get("/versioned", "If-None-Match", older)));
  }

  @Test
  void star_isAnsweredOnceThereIsAnAnswer() {
    assertEquals(304, api.get("/versioned", "If-None-Match", "*").status());
    assertEquals(1, api.handled.get());
    api.work = request -> Mono.error(Problem.of(422, "NO", "no"));
    assertEquals(422, api.get("/versioned?a=1", "If-None-Match", "*").status());
  }

  @Test
  void tokensAndTenants_areCheckedBefore() {
    String tag = tag(api.get("/versioned"));
    assertEquals(
        403,
        api.send("GET", "/versioned?tenant_id=t2", TestApi.user("t1"), "", "If-None-Match", tag)
            .status());
    assertEquals(
        404,
        api.send("GET", "/versioned", TestApi.user("nobody"), "", "If-None-Match", tag).status());
    assertEquals(401, api.anonymous("/versioned").status());
    Principal operator = new Principal("ops", Optional.empty(), Role.ADMIN);
    assertEquals(400, api.send("GET", "/versioned", operator, "", "If-None-Match", tag).status());
    assertEquals(
        200,
        api.send("GET", "/versioned?tenant_id=t2", operator, "", "If-None-Match", tag).status());
  }

  @Test
  void whatIsAskedAgainAndAgain_isReadTwiceWhileNothingChanges() {
    assertEquals(200, api.get("/versioned?a=1&b=2").status());
    TestApi.Answer first = api.get("/versioned?a=1&b=2");
    TestApi.Answer again = api.get("/versioned?b=2&a=1");
    assertEquals(tag(first), tag(again));
    assertEquals(first.text(), again.text());
    assertEquals(first.header("Content-Type"), again.header("Content-Type"));
    assertEquals(Optional.of("private, no-cache"), again.header("Cache-Control"));
    assertEquals(2, api.handled.get());
    assertEquals(304, api.get("/versioned?a=1&b=2", "If-None-Match", "*").status());
    assertEquals(2, api.handled.get());
    api.get("/versioned?a=1&b=3");
    api.get("/versioned?a=1&b=2", "Accept", "application/json");
    api.send("GET", "/versioned?a=1&b=2", TestApi.user("t2"), "");
    assertEquals(5, api.handled.get());
  }

  @Test
  void whoMayNotSeeIt_isRefusedWhereItIsHeld() {
    api.get("/versioned");
    api.get("/versioned");
    assertEquals(401, api.anonymous("/versioned").status());
    assertEquals(403, api.send("GET", "/versioned?tenant_id=t1", TestApi.user("t2"), "").status());
    assertEquals(404, api.send("GET", "/versioned", TestApi.user("nobody"), "").status());
  }

  /** "No change" may be a second old. Figures may not. */
  @Test
  void figuresFromBeforeAChange_areNeverGivenAgain() {
    TenantVersion old = version;
    FilteredApi behind = FilteredApi.conditional(tenant -> Mono.just(old), this::version);
    behind.work = request -> Mono.just(Reply.json(200, Map.of("v", version.dataVersion())));
    behind.get("/versioned");
    String before = tag(behind.get("/versioned"));
    assertEquals(before, tag(behind.get("/versioned")));
    assertEquals(2, behind.handled.get());
    version = new TenantVersion(8, ZONE, "m");
    TestApi.Answer after = behind.get("/versioned");
    assertEquals("{\"v\":8}", after.text());
    assertNotEquals(before, tag(after));
    assertEquals(tag(after), tag(behind.get("/versioned")));
    assertEquals(3, behind.handled.get());
    assertEquals(304, behind.get("/versioned", "If-None-Match", tag(after)).status());
    behind.now = behind.now.plus(Duration.ofDays(1));
    assertNotEquals(tag(after), tag(behind.get("/versioned")));
    assertEquals(4, behind.handled.get());
  }

  @Test
  void refusals_areNotGivenAgain() {
    api.work = request -> Mono.error(Problem.of(422, "NO", "no"));
    assertEquals(422, api.get("/versioned").status());
    api.work = request -> Mono.just(Reply.json(200, Map.of()));
    assertEquals(200, api.get("/versioned").status());
    assertEquals(2, api.handled.get());
  }

  @Test
  void otherAnswers_areNamedByTheirBytes() {
    api.work = request -> Mono.just(Reply.json(200, Map.of("n", 1)));
    String tag = tag(api.get("/plain"));
    assertTrue(tag.startsWith("\""), tag);
    TestApi.Answer same = api.get("/plain", "If-None-Match", tag);
    assertEquals(304, same.status());
    assertEquals(Optional.of(tag), same.header("ETag"));
    api.work = request -> Mono.just(Reply.json(200, Map.of("n", 2)));
    assertNotEquals(tag, tag(api.get("/plain", "If-None-Match", tag)));
  }

  @Test
  void problemsChangesAndPublicAnswers_haveNoTag() {
    api.work = request -> Mono.error(Problem.of(404, "NO", "no"));
    TestApi.Answer missing = api.get("/versioned");
    assertEquals(Optional.empty(), missing.header("ETag"));
    assertEquals(Optional.of("no-store"), missing.header("Cache-Control"));
    api.work = request -> Mono.just(Reply.json(200, Map.of()));
    assertEquals(Optional.empty(), api.post("/work", "").header("ETag"));
    assertEquals(Optional.empty(), api.anonymous("/open").header("ETag"));
  }
}
