package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.MetricsReport.CurrencyTotal;
import com.campaignsync.domain.query.Place;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The figures' parameters and replies, over a store in memory. */
class FiguresApiTest extends ApiFixture {

  @Test
  void metrics_defaultToThirtyDaysOfTheTenantsCalendar() {
    assertEquals(200, get(METRICS).status());
    assertEquals(DayWindow.inclusive(LocalDate.of(2026, 2, 27), TODAY), asked().window());
    assertEquals("date", asked().grouping().wireName());
    assertEquals(100, asked().pageSize());
  }

  @Test
  void metrics_passEveryFilterOn() {
    get(
        METRICS
            + "?start_date=2026-01-01&end_date=2026-01-31&platform=TikTok&currency=USD"
            + "&group_by=currency,campaign&page_size=9999&campaign_space_ids="
            + Fakes.CAMPAIGN
            + ","
            + Fakes.CONNECTION_A);
    assertEquals(
        DayWindow.inclusive(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31)), asked().window());
    assertEquals(Optional.of("TikTok"), asked().filter().platform());
    assertEquals(Optional.of("USD"), asked().filter().currency());
    assertEquals("campaign,currency", asked().grouping().wireName());
    assertEquals(1000, asked().pageSize());
    assertEquals(List.of(Fakes.CAMPAIGN, Fakes.CONNECTION_A), asked().filter().campaigns());
  }

  @Test
  void metrics_bodyHasExactNumbersAndNulls() {
    fakes.report = report(false, new CurrencyTotal("USD", TEN));
    String text = get(METRICS).text();
    assertTrue(
        text.contains(
            "\"metrics\":[{\"date\":\"2026-03-29\",\"impressions\":1000,\"clicks\":10,"
                + "\"spend\":0.1,\"conversions\":null,\"revenue\":0,\"ctr\":1,\"cpc\":0.01,"
                + "\"cpm\":0.1,\"roas\":0,\"conversion_rate\":null}]"),
        text);
    assertTrue(text.contains("\"total_records\":7"), text);
    assertTrue(
        text.contains(
            "\"meta\":{\"time_zone\":\"Pacific/Kiritimati\",\"currency\":\"USD\",\"as_of\":null,"
                + "\"data_from\":\"2025-12-19\",\"data_through\":\"2026-03-29\","
                + "\"last_synced_at\":\"2026-03-28T23:30:00Z\",\"next_page_token\":null}"),
        text);
  }

  @Test
  void severalCurrencies_areRefusedUnlessToldApart() {
    fakes.report = report(false, new CurrencyTotal("EUR", TEN), new CurrencyTotal("USD", TEN));
    TestApi.Answer refused = get(METRICS);
    assertRefused(422, "MIXED_CURRENCIES", refused);
    assertEquals("[\"EUR\",\"USD\"]", refused.json().get("currencies").toString());
    fakes.report =
        new MetricsReport(
            List.of(),
            false,
            0,
            fakes.report.totals(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    TestApi.Answer told = get(METRICS + "?group_by=date,currency");
    assertEquals(200, told.status());
    assertTrue(told.json().get("totals").get("spend").isNull());
    assertEquals(20, told.json().get("totals").get("clicks").asInt());
    assertTrue(told.json().get("meta").get("currency").isNull());
  }

  @Test
  void badParameters_haveTheirReasons() {
    assertRefused(400, "INVALID_GROUP_BY", get(METRICS + "?group_by=%3Bdrop%20table"));
    assertRefused(400, "INVALID_GROUP_BY", get(METRICS + "?group_by=week"));
    assertRefused(400, "INVALID_ID", get(METRICS + "?campaign_space_ids=1-1-1-1-1"));
    assertRefused(400, "INVALID_ID", get(METRICS + "?campaign_space_ids="));
    for (String day : List.of("2026-02-30", "29.03.2026", "2026-3-1", "", "0001-01-01", "today")) {
      assertRefused(400, "INVALID_DATE", get(METRICS + "?start_date=" + day));
    }
    assertRefused(400, "DATE_RANGE_REVERSED", get(METRICS + "?start_date=2026-03-30"));
    assertRefused(400, "DATE_SPAN_TOO_LONG", get(METRICS + "?start_date=2024-03-28"));
    assertEquals(200, get(METRICS + "?start_date=2024-03-29").status());
    assertRefused(400, "INVALID_PLATFORM", get(METRICS + "?platform="));
    for (String currency : List.of("", "%00", "E%00R", "a".repeat(17), "%F0%9F%98%80".repeat(17))) {
      assertRefused(400, "INVALID_CURRENCY", get(METRICS + "?currency=" + currency));
    }
    assertRefused(400, "INVALID_PAGE_SIZE", get(METRICS + "?page_size=0"));
    assertRefused(400, "INVALID_PAGE_SIZE", get(METRICS + "?page_size=1e3"));
    assertRefused(400, "REPEATED_PARAMETER", get(METRICS + "?platform=a&platform=b"));
    TestApi.Answer refused = get(METRICS + "?groupby=x");
    assertRefused(400, "UNKNOWN_PARAMETER", refused);
    assertTrue(refused.text().contains("as_of, campaign_space_ids, currency, end_date"));
  }

  @Test
  void nextPage_goesOnBehindTheLastGroupInTheSameDays() {
    fakes.report = report(true, new CurrencyTotal("EUR", TEN));
    String token = get(METRICS + "?platform=x").json().get("meta").get("next_page_token").asText();
    DayWindow first = asked().window();
    TestApi tomorrow = new TestApi(fakes, InstantSource.fixed(NOW.plus(Duration.ofDays(1))));
    tomorrow.send(
        "GET", METRICS + "?platform=x&page_size=7&page_token=" + token, TestApi.user("t1"), "");
    assertEquals(first, asked().window());
    assertEquals(Optional.of(new Place(List.of(TODAY))), asked().after());
  }

  @Test
  void pageToken_isOfItsParametersAndTenantOnly() {
    fakes.report = report(true, new CurrencyTotal("EUR", TEN));
    String token = get(METRICS).json().get("meta").get("next_page_token").asText();
    assertEquals(200, get(METRICS + "?page_token=" + token).status());
    for (String other :
        List.of("platform=x&", "currency=EUR&", "start_date=2026-03-01&", "group_by=platform&")) {
      assertRefused(400, "INVALID_PAGE_TOKEN", get(METRICS + "?" + other + "page_token=" + token));
    }
    for (String broken : List.of("x", "e30", "%00", token.substring(1), "x".repeat(5000))) {
      assertRefused(400, "INVALID_PAGE_TOKEN", get(METRICS + "?page_token=" + broken));
    }
    assertRefused(
        400,
        "INVALID_PAGE_TOKEN",
        api.send("GET", METRICS + "?page_token=" + token, TestApi.user("t2"), ""));
  }

  @Test
  void campaign_hasNinetyDaysAndASummary() {
    fakes.report = report(false, new CurrencyTotal("EUR", TEN));
    TestApi.Answer answer = get(METRICS + "/" + Fakes.CAMPAIGN);
    assertEquals(DayWindow.inclusive(TODAY.minusDays(90), TODAY), asked().window());
    assertEquals(List.of(Fakes.CAMPAIGN), asked().filter().campaigns());
    assertEquals(
        "{\"total_impressions\":10,\"total_clicks\":10,\"total_spend\":10,"
            + "\"total_conversions\":null,\"total_revenue\":10,\"avg_ctr\":100,\"avg_roas\":1,"
            + "\"avg_cpc\":1,\"conversion_rate\":null,\"days_tracked\":7}",
        answer.json().get("summary").toString());
    assertRefused(404, "CAMPAIGN_NOT_FOUND", get(METRICS + "/" + UUID.randomUUID()));
    assertRefused(400, "INVALID_ID", get(METRICS + "/x"));
    assertRefused(
        404,
        "CAMPAIGN_NOT_FOUND",
        api.send("GET", METRICS + "/" + Fakes.CAMPAIGN, TestApi.user("t2"), ""));
  }

  @Test
  void idsOfAnAddress_areAsManyAsFit() {
    String one = Fakes.CAMPAIGN + ",";
    String most = one.repeat(149) + Fakes.CAMPAIGN;
    assertEquals(200, get(METRICS + "?campaign_space_ids=" + most.replace(",", "%2C")).status());
    assertRefused(400, "TOO_MANY_IDS", get(METRICS + "?campaign_space_ids=" + one + most));
  }
}
