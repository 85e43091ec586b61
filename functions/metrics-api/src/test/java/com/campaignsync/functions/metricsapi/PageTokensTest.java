package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.CampaignField;
import com.campaignsync.domain.query.Place;
import com.campaignsync.domain.query.ReconciliationReader;
import com.campaignsync.domain.query.ReconciliationReader.Proof;
import com.campaignsync.domain.store.RejectedRow;
import com.campaignsync.functions.metricsapi.contract.Contract;
import com.campaignsync.runtime.http.Json;
import com.campaignsync.runtime.http.Problem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tokens that we gave are taken back, whatever the rows are and the day is; others are not. */
class PageTokensTest extends ApiFixture {

  private static final String BASE = "/api/campaign-performance/";
  private static final String ASSETS = BASE + "assets/" + Fakes.CAMPAIGN;

  private final TestApi tomorrow =
      new TestApi(fakes, InstantSource.fixed(NOW.plus(Duration.ofDays(1))));

  private static String tokenOf(TestApi.Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    return answer.json().path("meta").path("next_page_token").asText();
  }

  /** A token with one field changed, as anybody may write it. */
  private static String changed(String token, String field, String json) {
    ObjectNode fields = (ObjectNode) Json.read(Base64.getUrlDecoder().decode(token));
    assertTrue(fields.has(field), fields.toString());
    String text = fields.put(field, "@").toString().replace("\"@\"", json);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefusedAsToken(String target, String token) {
    assertRefused(400, "INVALID_PAGE_TOKEN", get(target + token));
  }

  @Test
  void longestNames_pageThrough() {
    for (String letter : List.of("a", "語", "😀", "\"")) {
      String name = letter.repeat(1024);
      fakes.history.names = List.of("", name, "z");
      for (String sort : List.of("name", "platform,name", "-name")) {
        String target = "/api/campaign-spaces?page_size=2&sort=" + sort;
        String token = tokenOf(get(target));
        assertTrue(target.length() + token.length() < 7 * 1024, letter + token.length());
        TestApi.Answer second = get(target + "&page_token=" + token);
        assertEquals(200, second.status(), letter + second.text());
      }
    }
  }

  @Test
  void longestNames_comeBackAsTheyWere() {
    for (String letter : List.of("a", "語", "😀")) {
      for (String before : List.of("", "a", "ab")) {
        Place place = new Place(List.of(before + letter.repeat(1024), Fakes.CAMPAIGN));
        PageToken token = new PageToken(DayWindow.inclusive(TODAY, TODAY), place);
        assertEquals(
            token,
            PageToken.decode(
                token.encode("h"), "h", CampaignField.ORDER.parse("name").orElseThrow()));
      }
    }
  }

  @Test
  void longestConnectionNames_pageThrough() {
    for (String letter : List.of("語", "😀")) {
      fakes.connectionName = letter.repeat(256);
      String token = tokenOf(get("/connections?page_size=1"));
      assertEquals(200, get("/connections?page_size=1&page_token=" + token).status(), letter);
    }
  }

  @Test
  void textsThatTheStoreCannotHold_areInNoToken() {
    for (String json : List.of("\"a\\u0000\"", "\"a\\ud800\"")) {
      String connections = tokenOf(get("/connections?page_size=1"));
      assertRefusedAsToken("/connections?page_token=", changed(connections, "name", json));
      String campaigns = tokenOf(get("/api/campaign-spaces?sort=name&page_size=1"));
      assertRefusedAsToken(
          "/api/campaign-spaces?sort=name&page_token=",
          changed(campaigns, "v", "[" + json + ",\"" + Fakes.CAMPAIGN + "\"]"));
    }
  }

  @Test
  void daysOfAssetTokens_areBoundedAsTheParametersAre() {
    fakes.assets.report = AssetsApiTest.report(true);
    String token = tokenOf(get(ASSETS));
    assertEquals(200, get(ASSETS + "?page_token=" + token).status());
    for (String start : List.of("1800-01-01", "2024-03-28", "2026-03-30", "+12026-01-01")) {
      String other = changed(token, "s", "\"" + start + "\"");
      assertRefusedAsToken(ASSETS + "?page_token=", other);
    }
    String longest = changed(token, "s", "\"2024-03-29\"");
    assertEquals(200, get(ASSETS + "?page_token=" + longest).status());
  }

  @Test
  void blankAssetIds_pageThrough() {
    fakes.assets.report = AssetsApiTest.report(true, " ");
    assertEquals(200, get(ASSETS + "?page_token=" + tokenOf(get(ASSETS))).status());
  }

  @Test
  void proofs_goOnInTheSameDaysAfterMidnight() {
    Map<String, Object> columns = Contract.example("Proof");
    for (int i = 0; i < 3; i++) {
      LocalDate day = TODAY.minusDays(i);
      fakes.planning.proofs.add(
          new Proof(
              new ReconciliationReader.Place(day, Fakes.CONNECTION_A, Entity.CAMPAIGN_METRICS),
              columns));
    }
    for (String days : List.of("", "&end_date=2026-02-27", "&start_date=2024-03-29")) {
      fakes.planning.proofsAsked.clear();
      pagesOverMidnight(BASE + "reconciliation?page_size=2" + days);
      assertEquals(2, fakes.planning.proofsAsked.size());
      assertEquals(fakes.planning.proofsAsked.get(0), fakes.planning.proofsAsked.get(1), days);
    }
  }

  @Test
  void rejects_goOnInTheSameDaysAfterMidnight() {
    for (long id = 9; id >= 7; id--) {
      fakes.planning.rejected.add(
          new RejectedRow(
              id,
              Fakes.CAMPAIGN,
              Fakes.CONNECTION_A,
              Entity.ASSET_METRICS,
              null,
              "BAD_HOUR",
              "{}",
              NOW,
              null));
    }
    for (String days : List.of("", "&start_date=2026-03-01", "&start_date=2024-03-29")) {
      fakes.planning.rejectsAsked.clear();
      pagesOverMidnight(BASE + "rejects?page_size=2" + days);
      assertEquals(2, fakes.planning.rejectsAsked.size());
      assertEquals(fakes.planning.rejectsAsked.get(0), fakes.planning.rejectsAsked.get(1), days);
    }
  }

  @Test
  void changes_goOnInTheSameDaysAfterMidnight() {
    for (String days : List.of("", "&end_date=2026-02-27", "&start_date=2024-03-29")) {
      fakes.history.changesAsked.clear();
      pagesOverMidnight(BASE + "changes?page_size=2" + days);
      assertEquals(fakes.history.changesAsked.get(0), fakes.history.changesAsked.get(1), days);
    }
  }

  private void pagesOverMidnight(String target) {
    String next = target + "&page_token=" + tokenOf(get(target));
    TestApi.Answer second = tomorrow.send("GET", next, TestApi.user("t1"), "");
    assertEquals(200, second.status(), second.text());
  }

  @Test
  void tokensOfDays_areOfTheirParametersOnly() {
    String token = tokenOf(get(BASE + "changes?page_size=2"));
    for (String other : List.of("reconciliation", "rejects", "changes?kind=update")) {
      String joint = other.contains("?") ? "&" : "?";
      assertRefusedAsToken(BASE + other + joint + "page_token=", token);
    }
  }

  @Test
  void tokensBeyondTheAddress_areRefused() {
    Problem refused =
        assertThrows(
            Problem.class,
            () -> PageMark.decode("e".repeat(PageMark.CHARS_MAX + 1), "h", Optional::of));
    assertEquals("INVALID_PAGE_TOKEN", refused.reason());
  }
}
