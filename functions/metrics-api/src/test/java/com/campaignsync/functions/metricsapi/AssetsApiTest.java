package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.AssetQuery;
import com.campaignsync.domain.query.AssetQuery.Key;
import com.campaignsync.domain.query.AssetQuery.Place;
import com.campaignsync.domain.query.AssetReport;
import com.campaignsync.domain.query.AssetReport.CurrencyTotal;
import com.campaignsync.domain.query.AssetReport.Row;
import com.campaignsync.domain.query.AssetSums;
import com.campaignsync.domain.query.MetricSums;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssetsApiTest {

  /** 28 March in UTC, 29 March already in the tenants' zone. */
  private static final Instant NOW = Instant.parse("2026-03-28T23:30:00Z");

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 29);
  private static final String ASSETS = "/api/campaign-performance/assets/" + Fakes.CAMPAIGN;

  private final Fakes fakes = new Fakes();
  private final TestApi api = new TestApi(fakes, InstantSource.fixed(NOW));

  private TestApi.Answer get(String target) {
    return api.send("GET", target, TestApi.user("t1"), "");
  }

  private AssetQuery asked() {
    return fakes.assets.asked.get(fakes.assets.asked.size() - 1);
  }

  private void assertRefused(int status, String reason, TestApi.Answer answer) {
    assertEquals(reason, answer.json().path("reason").asText(), answer.text());
    assertEquals(status, answer.status());
  }

  static AssetReport report(boolean more) {
    return report(more, "ad-1");
  }

  static AssetReport report(boolean more, String asset) {
    AssetSums sums =
        new AssetSums(
            MetricSums.headline(n("1000"), n("10"), n("0.100000000"), null, null),
            n("25"),
            null,
            null,
            null,
            null,
            n("-1.50"));
    return new AssetReport(
        List.of(new Row(new Place(TODAY, asset, "USD"), "Ad", sums)),
        more,
        2,
        List.of(new CurrencyTotal("USD", sums)),
        new AssetReport.Caption(
            "c-1", "USD", Optional.of(TODAY), Optional.of(TODAY), Optional.of(NOW)));
  }

  private static BigDecimal n(String digits) {
    return new BigDecimal(digits);
  }

  @Test
  void assets_defaultToNinetyDaysByAssetAndDay() {
    assertEquals(200, get(ASSETS).status());
    assertEquals(DayWindow.inclusive(TODAY.minusDays(90), TODAY), asked().window());
    assertEquals(EnumSet.allOf(Key.class), asked().keys());
    assertEquals(100, asked().pageSize());
  }

  @Test
  void assets_bodyHasExactNumbersAndNulls() {
    fakes.assets.report = report(false);
    String text = get(ASSETS).text();
    assertTrue(
        text.contains(
            "\"metrics\":[{\"date\":\"2026-03-29\",\"asset_id\":\"ad-1\",\"asset_name\":\"Ad\","
                + "\"currency\":\"USD\",\"impressions\":1000,\"clicks\":10,\"engagements\":25,"
                + "\"spend\":0.1,\"conversions\":null,\"revenue\":null,\"leads\":null,"
                + "\"installs\":null,\"purchases\":null,\"visitors\":null,\"profit\":-1.5,"
                + "\"ctr\":1,\"cpc\":0.01,\"cpm\":0.1,\"roas\":null,\"conversion_rate\":null,"
                + "\"engagement_rate\":2.5}]"),
        text);
    assertTrue(text.contains("\"next_page_token\":null"), text);
  }

  @Test
  void assets_goOnBehindTheLastRowInTheSameDays() {
    fakes.assets.report = report(true);
    String token = get(ASSETS).json().path("meta").path("next_page_token").asText();
    assertEquals(200, get(ASSETS + "?page_token=" + token).status());
    assertEquals(Optional.of(new Place(TODAY, "ad-1", "USD")), asked().after());
    assertEquals(DayWindow.inclusive(TODAY.minusDays(90), TODAY), asked().window());
    for (String other : List.of("&group_by=date", "&end_date=2026-03-29", "x")) {
      assertRefused(400, "INVALID_PAGE_TOKEN", get(ASSETS + "?page_token=" + token + other));
    }
  }

  @Test
  void pageTokens_areForTheirCampaignAlone() {
    fakes.assets.report = report(true);
    String token = get(ASSETS).json().path("meta").path("next_page_token").asText();
    int asked = fakes.assets.asked.size();
    assertRefused(
        400,
        "INVALID_PAGE_TOKEN",
        get("/api/campaign-performance/assets/" + Fakes.CONNECTION_A + "?page_token=" + token));
    assertEquals(asked, fakes.assets.asked.size());
  }

  @Test
  void assets_groupAsAsked() {
    get(ASSETS + "?group_by=asset&page_size=5000");
    assertEquals(Set.of(Key.ASSET), asked().keys());
    assertEquals(1000, asked().pageSize());
    assertEquals(200, get(ASSETS + "?group_by=asset,date").status());
    assertRefused(400, "INVALID_GROUP_BY", get(ASSETS + "?group_by=campaign"));
    assertRefused(400, "INVALID_GROUP_BY", get(ASSETS + "?group_by=date,date"));
  }

  @Test
  void assets_ofOthersAreNotFound() {
    assertRefused(404, "CAMPAIGN_NOT_FOUND", api.send("GET", ASSETS, TestApi.user("t2"), ""));
    assertRefused(
        404, "CAMPAIGN_NOT_FOUND", get("/api/campaign-performance/assets/" + Fakes.CONNECTION_A));
    assertRefused(400, "INVALID_ID", get("/api/campaign-performance/assets/1"));
    assertEquals(401, api.anonymous(ASSETS).status());
  }
}
