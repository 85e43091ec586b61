package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.Granularity;
import com.campaignsync.domain.query.GroupValues;
import com.campaignsync.domain.query.Measure;
import com.campaignsync.domain.query.MetricSums;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader.HistoryGone;
import com.campaignsync.domain.query.MetricsReader.TooManyFilledRows;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.MetricsReport.CurrencyTotal;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.domain.query.Place;
import com.campaignsync.domain.query.Rate;
import com.campaignsync.domain.store.StoreException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can be asked of figures, and how the answers look. */
class MetricsApiTest {

  private static final Instant NOW = Instant.parse("2026-03-28T23:30:00Z");
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 23);
  private static final String METRICS = "/api/campaign-performance/metrics";
  private static final String CAMPAIGNS = "/api/campaign-spaces";

  private final Fakes fakes = new Fakes();
  private final TestApi api = new TestApi(fakes, InstantSource.fixed(NOW));

  private TestApi.Answer get(String target) {
    return api.send("GET", target, TestApi.user("t1"), "");
  }

  private TestApi.Answer csv(String target) {
    return api.accepting("text/csv", target);
  }

  private static void assertRefused(int status, String reason, TestApi.Answer answer) {
    assertEquals(reason, answer.json().path("reason").asText(), answer.text());
    assertEquals(status, answer.status(), answer.text());
  }

  private MetricsQuery asked() {
    return fakes.asked.get(fakes.asked.size() - 1);
  }

  private static BigDecimal n(String digits) {
    return new BigDecimal(digits);
  }

  private static MetricsReport report(boolean more, MetricsRow... rows) {
    MetricSums total =
        List.of(rows).stream().map(MetricsRow::sums).reduce(MetricSums.NONE, MetricSums::plus);
    return new MetricsReport(
        List.of(rows),
        more,
        rows.length,
        List.of(new CurrencyTotal("EUR", total)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static MetricsRow campaign(String name, MetricSums sums, Object... place) {
    return new MetricsRow(
        new GroupValues(MONDAY, Fakes.CAMPAIGN, null, null),
        "007",
        name,
        sums,
        "EUR",
        new Place(List.of(place)));
  }

  private static final MetricSums SUMS =
      MetricSums.of(
          Map.of(
              Measure.SPEND, n("0.500000000"), Measure.CLICKS, n("4"), Measure.LEADS, n("1E+3")));

  @Test
  void parameters_reachTheQuery() {
    get(
        METRICS
            + "?group_by=campaign,date&granularity=week&fields=leads,cpc&sort=-spend,campaign_name"
            + "&fill=zero&as_of=2026-03-01T00:00:00.123456789%2B01:00");
    assertEquals(Granularity.WEEK, asked().shape().granularity());
    assertEquals(List.of(Measure.LEADS, Rate.CPC), asked().shape().fields());
    assertEquals("-spend,campaign_name,date,campaign", asked().shape().order().wireName());
    assertTrue(asked().shape().filled());
    assertEquals(Optional.of(Instant.parse("2026-02-28T23:00:00.123456Z")), asked().asOf());
  }

  @Test
  void rows_haveTheFieldsAskedFor_inThatOrder() {
    fakes.report = report(false, campaign("x", SUMS, MONDAY, Fakes.CAMPAIGN));
    String text =
        get(METRICS + "?group_by=campaign,date&granularity=week&fields=leads,cpc,profit").text();
    assertTrue(
        text.contains(
            "\"granularity\":\"week\",\"metrics\":[{\"period_start\":\"2026-03-23\","
                + "\"campaign_space_id\":\""
                + Fakes.CAMPAIGN
                + "\",\"campaign_id\":\"007\",\"campaign_name\":\"x\","
                + "\"leads\":1000,\"cpc\":0.125,\"profit\":null}]"),
        text);
    assertTrue(text.contains("\"totals\":{\"leads\":1000,\"cpc\":0.125,\"profit\":null}"), text);
  }

  @Test
  void refusals_listWhatWouldBeRight() {
    TestApi.Answer fields = get(METRICS + "?fields=spend,cost");
    assertRefused(400, "INVALID_FIELDS", fields);
    assertEquals("impressions", fields.json().get("accepted").get(0).asText());
    assertEquals(15, fields.json().get("accepted").size());
    assertRefused(400, "INVALID_FIELDS", get(METRICS + "?fields=spend,spend"));
    assertRefused(400, "INVALID_FIELDS", get(METRICS + "?fields="));
    TestApi.Answer sort = get(METRICS + "?group_by=platform&sort=date");
    assertRefused(400, "INVALID_SORT", sort);
    assertEquals("platform", sort.json().get("accepted").get(0).asText());
    for (String wrong : List.of("--spend", "+spend", "spend,-spend", "", "spend;drop", "Spend")) {
      assertRefused(400, "INVALID_SORT", get(METRICS + "?sort=" + wrong.replace("+", "%2B")));
    }
    assertRefused(400, "INVALID_GRANULARITY", get(METRICS + "?granularity=year"));
    assertRefused(400, "INVALID_GRANULARITY", get(METRICS + "?group_by=platform&granularity=week"));
    assertRefused(400, "INVALID_FILL", get(METRICS + "?fill=null"));
    assertRefused(400, "INVALID_FILL", get(METRICS + "?group_by=platform&fill=zero"));
  }

  @Test
  void filling_endsWithTheTenantsToday() {
    get(METRICS + "?fill=zero&start_date=2026-03-01&end_date=2026-04-30");
    assertEquals(LocalDate.of(2026, 3, 29), asked().fillEnd());
    get(METRICS + "?fill=zero&start_date=2026-03-01&end_date=2026-03-02");
    assertEquals(LocalDate.of(2026, 3, 2), asked().fillEnd());
    get(METRICS + "?fill=zero&start_date=2026-03-01&as_of=2026-03-10T12:00:00Z");
    assertEquals(LocalDate.of(2026, 3, 11), asked().fillEnd(), "it is tomorrow there already");
  }

  @Test
  void mixedCurrencies_areRefusedOnlyWithMoney() {
    fakes.report = mixed();
    for (String money : List.of("", "&fields=clicks,cpc", "&fields=clicks&sort=-roas")) {
      assertRefused(422, "MIXED_CURRENCIES", get(METRICS + "?group_by=campaign" + money));
      assertRefused(422, "MIXED_CURRENCIES", csv(METRICS + "?group_by=campaign" + money));
    }
    TestApi.Answer clicks = get(METRICS + "?group_by=date&fields=clicks,impressions,ctr");
    assertEquals(200, clicks.status(), clicks.text());
    assertTrue(clicks.json().get("meta").get("currency").isNull(), clicks.text());
    assertEquals(200, csv(METRICS + "?group_by=date&fields=clicks,impressions").status());
  }

  private static MetricsReport mixed() {
    return new MetricsReport(
        List.of(),
        false,
        0,
        List.of(
            new CurrencyTotal("EUR", MetricSums.NONE), new CurrencyTotal("USD", MetricSums.NONE)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void asOf_isAnInstantOfThePast() {
    for (String wrong :
        List.of(
            "",
            "2026-03-01",
            "2026-03-01T00:00:00",
            "2026-03-01T00:00:00+01:00", // the plus is a space
            "2026-02-30T00:00:00Z",
            "2026-03-01T24:00:01Z",
            "2026-03-01T00:00:00%2B19:00",
            "1772323200")) {
      assertRefused(400, "INVALID_INSTANT", get(METRICS + "?as_of=" + wrong));
    }
    assertRefused(400, "AS_OF_IN_FUTURE", get(METRICS + "?as_of=2026-03-28T23:30:00.000001Z"));
    String now = get(METRICS + "?as_of=2026-03-28T23:30:00Z").text();
    assertTrue(now.contains("\"as_of\":\"2026-03-28T23:30:00Z\""), now);
  }

  @Test
  void asOf_beforeWhatIsKept_saysFromWhenOn() {
    fakes.storeFailure = Optional.of(new HistoryGone(NOW));
    TestApi.Answer refused = get(METRICS + "?as_of=2026-01-01T00:00:00Z");
    assertRefused(400, "AS_OF_TOO_OLD", refused);
    assertEquals(NOW.toString(), refused.json().get("earliest").asText());
    String detail = refused.json().get("detail").asText();
    assertTrue(detail.contains("it is gone, or there was nothing"), detail);
    assertTrue(detail.contains(NOW.toString()), detail);
  }

  @Test
  void filling_isBounded() {
    fakes.storeFailure = Optional.of(new TooManyFilledRows(100_001));
    assertRefused(400, "FILL_TOO_LARGE", get(METRICS + "?fill=zero"));
  }

  @Test
  void pageToken_keepsThePlaceOfEveryOrder() {
    fakes.report =
        report(true, campaign("a,\"b\" \u00e9", SUMS, n("12.500"), "a", MONDAY, Fakes.CAMPAIGN));
    String sorted = METRICS + "?group_by=date,campaign&sort=-cpc,campaign_name";
    String token = get(sorted).json().get("meta").get("next_page_token").asText();
    assertEquals(200, get(sorted + "&page_size=3&page_token=" + token).status());
    assertEquals(
        new Place(List.of(n("12.500"), "a", MONDAY, Fakes.CAMPAIGN)),
        asked().after().orElseThrow());
    for (String other :
        List.of("sort=cpc,campaign_name", "fields=leads", "fill=zero", "granularity=week")) {
      String target = METRICS + "?group_by=date,campaign&" + other + "&page_token=" + token;
      assertRefused(400, "INVALID_PAGE_TOKEN", get(target));
    }
  }

  @Test
  void pageToken_keepsUnknownValues() {
    fakes.report =
        report(
            true,
            new MetricsRow(
                new GroupValues(MONDAY, null, null, null),
                null,
                null,
                SUMS,
                "EUR",
                new Place(java.util.Arrays.asList(null, MONDAY))));
    String token = get(METRICS + "?sort=roas").json().get("meta").get("next_page_token").asText();
    get(METRICS + "?sort=roas&page_token=" + token);
    assertEquals(java.util.Arrays.asList(null, MONDAY), asked().after().orElseThrow().values());
  }

  @Test
  void csv_hasARecordPerRowUnderTheirNames() {
    fakes.report =
        report(
            false,
            campaign("a,\"b\"", SUMS, MONDAY, Fakes.CAMPAIGN),
            campaign("=1+1", MetricSums.NONE, MONDAY, Fakes.CAMPAIGN),
            campaign("\uff1d1", MetricSums.NONE, MONDAY, Fakes.CAMPAIGN),
            campaign("\uff0b1", MetricSums.NONE, MONDAY, Fakes.CAMPAIGN),
            campaign("\uff0d1", MetricSums.NONE, MONDAY, Fakes.CAMPAIGN),
            campaign("\uff201", MetricSums.NONE, MONDAY, Fakes.CAMPAIGN),
            campaign(null, SUMS, MONDAY, Fakes.CAMPAIGN),
            campaign("", SUMS, MONDAY, Fakes.CAMPAIGN));
    TestApi.Answer answer =
        csv(METRICS + "?group_by=campaign,date&fields=spend,leads,roas&start_date=2026-03-01");
    String id = Fakes.CAMPAIGN.toString();
    assertEquals(
        "date,campaign_space_id,campaign_id,campaign_name,spend,leads,roas\r\n"
            + "2026-03-23,%s,007,\"a,\"\"b\"\"\",0.5,1000,\r\n".formatted(id)
            + "2026-03-23,%s,007,'=1+1,,,\r\n".formatted(id)
            + "2026-03-23,%s,007,'\uff1d1,,,\r\n".formatted(id)
            + "2026-03-23,%s,007,'\uff0b1,,,\r\n".formatted(id)
            + "2026-03-23,%s,007,'\uff0d1,,,\r\n".formatted(id)
            + "2026-03-23,%s,007,'\uff201,,,\r\n".formatted(id)
            + "2026-03-23,%s,007,,0.5,1000,\r\n".formatted(id)
            + "2026-03-23,%s,007,\"\",0.5,1000,\r\n".formatted(id),
        answer.text());
    assertEquals(
        Optional.of("text/csv; charset=utf-8; header=present"), answer.header("Content-Type"));
    assertEquals(
        Optional.of("attachment; filename=\"metrics_2026-03-01_2026-03-29.csv\""),
        answer.header("Content-Disposition"));
    assertEquals(Optional.empty(), answer.header("Next-Page-Token"));
  }

  @Test
  void csv_ofNothingIsItsHead() {
    assertTrue(csv(METRICS).text().startsWith("date,impressions,clicks,spend,"));
    assertEquals(1, csv(METRICS).text().lines().count());
  }

  @Test
  void csv_withAPageSizeIsAPage() {
    fakes.report = report(true, campaign("x", SUMS, MONDAY, Fakes.CAMPAIGN));
    TestApi.Answer answer = csv(METRICS + "?group_by=date,campaign&page_size=1");
    assertEquals(2, answer.text().lines().count());
    String token = answer.header("Next-Page-Token").orElseThrow();
    assertEquals(200, csv(METRICS + "?group_by=date,campaign&page_token=" + token).status());
    assertTrue(asked().after().isPresent());
  }

  @Test
  void accept_isWeighed() {
    for (String json :
        List.of("*/*", "application/json", "text/csv;q=0.1, */*;q=0.9", "text/csv;q=0,*/*")) {
      assertEquals(
          Optional.of("application/json"),
          api.accepting(json, METRICS).header("Content-Type"),
          json);
    }
    for (String csv :
        List.of(
            "text/csv",
            "text/*",
            "text/csv, application/json;q=0.9",
            "application/json;q=0.1, TEXT/CSV; charset=utf-8 ;q=0.2")) {
      assertEquals(
          Optional.of("text/csv; charset=utf-8; header=present"),
          api.accepting(csv, METRICS).header("Content-Type"),
          csv);
    }
    assertRefused(406, "NOT_ACCEPTABLE", api.accepting("text/html", METRICS));
    assertRefused(406, "NOT_ACCEPTABLE", csv("/connections"));
  }

  @Test
  void csv_thatFailsBeforeItsFirstRowsIsAProblem() {
    fakes.streamFailure =
        Optional.of(new StoreException(StoreException.Code.STORE_UNREACHABLE, "gone", null));
    assertRefused(503, "STORE_UNAVAILABLE", csv(METRICS));
    fakes.streamFailure = Optional.empty();
    fakes.report = mixed();
    assertRefused(422, "MIXED_CURRENCIES", csv(METRICS));
  }

  @Test
  void csv_thatFailsUnderWayBreaksTheConnection() {
    MetricsRow row = campaign("x".repeat(100), SUMS, MONDAY, Fakes.CAMPAIGN);
    fakes.report = report(false, Collections.nCopies(5000, row).toArray(MetricsRow[]::new));
    fakes.streamFailure =
        Optional.of(new StoreException(StoreException.Code.STORE_UNREACHABLE, "gone", null));
    assertThrows(StoreException.class, () -> csv(METRICS + "?group_by=date,campaign"));
    assertTrue(api.logged().contains("STORE_UNAVAILABLE"), api.logged());
  }

  @Test
  void campaigns_pageInTheOrderAskedFor() {
    String page = CAMPAIGNS + "?sort=-name&search=x%20y&page_size=2";
    var first = get(page).json();
    assertEquals(2, first.get("campaign_spaces").size());
    assertEquals(3, first.get("total_records").asInt());
    String token = first.get("meta").get("next_page_token").asText();
    var second = get(page + "&page_token=" + token).json();
    assertEquals("c", second.get("campaign_spaces").get(0).get("name").asText());
    assertTrue(second.get("meta").get("next_page_token").isNull());
    assertEquals(Optional.of("x y"), fakes.history.campaignsAsked.get(0).search());
    assertRefused(400, "INVALID_SORT", get(CAMPAIGNS + "?sort=spend"));
    assertRefused(400, "INVALID_SEARCH", get(CAMPAIGNS + "?search=%00"));
    assertRefused(400, "INVALID_ID", get(CAMPAIGNS + "?connection_id=1"));
    assertFalse(get(CAMPAIGNS + "?search=").json().get("campaign_spaces").isEmpty());
  }
}
