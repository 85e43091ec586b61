package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.functions.metricsapi.contract.Call;
import com.campaignsync.functions.metricsapi.contract.Contract;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocsTest {

  private static final Pattern LINKED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private final TestApi api =
      new TestApi(new Fakes(), InstantSource.fixed(Instant.parse("2026-03-28T23:30:00Z")));

  @Test
  void theDocument_isServedToAnybodyAndMayBeCached() {
    TestApi.Answer answer = api.anonymous("/api/openapi.json");
    assertEquals(200, answer.status());
    assertEquals(Contract.document().root(), answer.json());
    assertEquals("public, max-age=300", answer.header("Cache-Control").orElseThrow());
    assertEquals(
        answer.header("ETag"), api.anonymous("/api/openapi.json").header("ETag"), "it is the same");
  }

  @Test
  void whoHasThePage_isNotSentItAgain() {
    String tag = api.anonymous("/docs").header("ETag").orElseThrow();
    Call again = api.conditional("/docs", tag);
    assertEquals(304, again.status());
    assertEquals("", again.text());
    assertEquals(200, api.conditional("/docs", "\"another\"").status());
  }

  @Test
  void everythingThePageLinks_isServedFromHere() {
    TestApi.Answer page = api.anonymous("/docs");
    assertEquals("text/html; charset=utf-8", page.header("Content-Type").orElseThrow());
    List<String> linked =
        LINKED.matcher(page.text()).results().map(found -> found.group(1)).toList();
    assertTrue(linked.contains("/docs/swagger-ui-bundle.js"), linked::toString);
    for (String address : linked) {
      assertTrue(address.startsWith("/"), address);
      assertEquals(200, api.anonymous(address).status(), address);
    }
  }

  /** No script or style of the page's own text, and none from elsewhere, could run. */
  @Test
  void thePage_runsNothingButItsOwnFiles() {
    TestApi.Answer page = api.anonymous("/docs");
    String policy = page.header("Content-Security-Policy").orElseThrow();
    assertTrue(
        policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    Matcher inline = Pattern.compile("<script>|<style|style=| on[a-z]+=").matcher(page.text());
    assertFalse(inline.find(), page.text());
    assertFalse(
        api.anonymous("/docs/initializer.js").text().contains("http"), "asks another server");
  }

  @Test
  void otherFiles_areNotThere() {
    for (String name : List.of("index.html", "..%2fdocs.html", "swagger-ui.js", "pom.properties")) {
      assertEquals(404, api.anonymous("/docs/" + name).status(), name);
    }
  }
}
