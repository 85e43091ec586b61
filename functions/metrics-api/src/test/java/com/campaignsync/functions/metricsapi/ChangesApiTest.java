package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What can be asked of changes, and how the answers look. */
class ChangesApiTest {

  private static final String CHANGES = "/api/campaign-performance/changes";

  private final Fakes fakes = new Fakes();
  private final TestApi api =
      new TestApi(fakes, InstantSource.fixed(Instant.parse("2026-03-28T23:30:00Z")));

  private TestApi.Answer get(String target) {
    return api.send("GET", target, TestApi.user("t1"), "");
  }

  private static void assertRefused(int status, String reason, TestApi.Answer answer) {
    assertEquals(reason, answer.json().path("reason").asText(), answer.text());
    assertEquals(status, answer.status(), answer.text());
  }

  @Test
  void changes_showOldAndNewOfEveryMeasureAndTheCurrency() {
    TestApi.Answer answer =
        get(
            CHANGES
                + "?changed_since=2026-03-01T00:00:00Z&kind=update&entity=campaign_metrics"
                + "&platform=x&campaign_space_ids="
                + Fakes.CAMPAIGN);
    assertEquals(200, answer.status(), answer.text());
    var first = answer.json().get("changes").get(0);
    assertEquals("[\"spend\",\"currency\"]", first.get("changed").toString());
    assertEquals("1.5", first.get("old").get("spend").toString());
    assertEquals("2.5", first.get("new").get("spend").toString());
    assertEquals(12, first.get("old").size());
    assertEquals("USD", first.get("old").get("currency").asText());
    assertEquals("EUR", first.get("new").get("currency").asText());
    assertTrue(first.get("old").get("leads").isNull());
    var last = answer.json().get("changes").get(2);
    assertTrue(last.get("new").isNull());
    assertEquals("[\"clicks\",\"spend\"]", last.get("changed").toString());
    assertEquals(LocalDate.of(2026, 2, 27), fakes.history.changesAsked.get(0).days().firstDay());
  }

  @Test
  void changesOfATimeThatEndsBeforeItBegins_areRefused() {
    assertRefused(
        400,
        "INVALID_RANGE",
        get(CHANGES + "?changed_since=2026-03-02T00:00:01Z&changed_before=2026-03-02T00:00:00Z"));
    assertEquals(
        200,
        get(CHANGES + "?changed_since=2026-03-02T00:00:00Z&changed_before=2026-03-02T00:00:00Z")
            .status());
  }

  @Test
  void changes_pageFromTheNewest() {
    String page = CHANGES + "?page_size=2&kind=delete";
    String token = get(page).json().get("meta").get("next_page_token").asText();
    var second = get(page + "&page_token=" + token).json();
    assertEquals(1, second.get("changes").size());
    assertEquals(1, second.get("changes").get(0).get("id").asInt());
    assertTrue(second.get("meta").get("next_page_token").isNull());
    assertRefused(400, "INVALID_PAGE_TOKEN", get(CHANGES + "?kind=update&page_token=" + token));
    assertRefused(
        400,
        "INVALID_PAGE_TOKEN",
        api.send("GET", page + "&page_token=" + token, TestApi.user("t2"), ""));
  }

  @Test
  void changes_refuseWhatIsNotRight() {
    assertRefused(400, "INVALID_KIND", get(CHANGES + "?kind=insert"));
    assertRefused(400, "INVALID_ENTITY", get(CHANGES + "?entity=x"));
    assertRefused(400, "INVALID_INSTANT", get(CHANGES + "?changed_since=2026-03-01"));
    assertRefused(400, "UNKNOWN_PARAMETER", get(CHANGES + "?sort=date"));
    assertRefused(403, "FORBIDDEN_TENANT", get(CHANGES + "?tenant_id=t2"));
  }
}
