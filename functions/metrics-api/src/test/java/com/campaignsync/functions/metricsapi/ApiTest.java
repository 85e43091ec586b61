package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.GroupValues;
import com.campaignsync.domain.query.MetricSums;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.MetricsReport.CurrencyTotal;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.domain.query.Place;
import com.campaignsync.domain.query.ServiceHealth;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Every address with its decisions, over a store in memory. */
class ApiTest {

  /** 28 March in UTC, 29 March already in the tenants' zone. */
  private static final Instant NOW = Instant.parse("2026-03-28T23:30:00Z");

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 29);
  private static final String METRICS = "/api/campaign-performance/metrics";
  private static final String SYNC = "/api/campaign-performance/sync";

  private final Fakes fakes = new Fakes();
  private final TestApi api = new TestApi(fakes, InstantSource.fixed(NOW));

  private TestApi.Answer get(String target) {
    return api.send("GET", target, TestApi.user("t1"), "");
  }

  private TestApi.Answer post(String target, String body) {
    return api.send("POST", target, TestApi.user("t1"), body);
  }

  private void assertRefused(int status, String reason, TestApi.Answer answer) {
    assertEquals(reason, answer.json().path("reason").asText(), answer.text());
    assertEquals(status, answer.status(), answer.text());
  }

  private MetricsQuery asked() {
    return fakes.asked.get(fakes.asked.size() - 1);
  }

  private static BigDecimal n(String digits) {
    return new BigDecimal(digits);
  }

  private static MetricsReport report(boolean more, CurrencyTotal... totals) {
    return new MetricsReport(
        List.of(
            new MetricsRow(
                new GroupValues(TODAY, null, null, null),
                null,
                null,
                MetricSums.headline(n("1000"), n("10"), n("0.100000000"), null, n("0")),
                "EUR",
                new Place(List.of(TODAY)))),
        more,
        7,
        List.of(totals),
        Optional.of(TODAY.minusDays(100)),
        Optional.of(TODAY),
        Optional.of(NOW));
  }

  private static final MetricSums TEN =
      MetricSums.headline(n("10"), n("10"), n("10"), null, n("10"));

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
  void sync_ofSomeCampaigns_asksForThoseAlone() {
    TestApi.Answer answer =
        new TestApi(fakes, InstantSource.fixed(NOW))
            .send(
                "POST",
                "/api/campaign-performance/sync",
                TestApi.user("t1"),
                "{\"campaign_space_ids\":[\"" + Fakes.CAMPAIGN + "\"]}");
    assertEquals(202, answer.status(), answer.text());
    assertEquals(Set.of(Fakes.CAMPAIGN), fakes.requested.get(0).campaignSpaceIds());
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
    assertRefused(400, "INVALID_CURRENCY", get(METRICS + "?currency=E%27R"));
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
  void users_nameOnlyTheirOwnTenant_operatorsAny() {
    for (String address :
        List.of(METRICS, "/connections", "/api/campaign-performance/sync-status")) {
      assertRefused(403, "FORBIDDEN_TENANT", get(address + "?tenant_id=t2"));
      assertEquals(200, get(address + "?tenant_id=t1").status());
      Principal admin = new Principal("a", Optional.empty(), Role.ADMIN);
      assertRefused(400, "TENANT_REQUIRED", api.send("GET", address, admin, ""));
      assertEquals(200, api.send("GET", address + "?tenant_id=t2", admin, "").status());
      assertRefused(404, "TENANT_NOT_FOUND", api.send("GET", address + "?tenant_id=t3", admin, ""));
      assertRefused(400, "INVALID_TENANT", api.send("GET", address + "?tenant_id=%20", admin, ""));
    }
    assertRefused(403, "FORBIDDEN_TENANT", post(SYNC + "?tenant_id=t2", ""));
    assertEquals(List.of(), fakes.requested);
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
  void sync_ofSeveralConnectionsAnswersTheirGroup() {
    TestApi.Answer answer =
        post(SYNC, "{\"start_date\":\"2026-03-01\",\"end_date\":\"2026-03-05\"}");
    assertEquals(202, answer.status(), answer.text());
    assertEquals(2, answer.json().get("sync_jobs").size());
    assertNotEquals(
        answer.json().get("sync_job").get("id"), answer.json().get("sync_jobs").get(0).get("id"));
    assertEquals(2, fakes.published.size());
    NewJob job = fakes.requested.get(0);
    assertEquals(
        DayWindow.inclusive(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 5)), job.window());
    assertEquals("u-t1", job.userId());
    assertEquals(0.1, answer.json().get("sync_job").get("cost_usd").asDouble());
  }

  @Test
  void sync_ofOneConnectionAnswersItsJob() {
    TestApi.Answer answer = post(SYNC, "{\"platform\":\"google_ads\"}");
    assertEquals(202, answer.status());
    assertEquals(answer.json().get("sync_job"), answer.json().get("sync_jobs").get(0));
    assertNull(fakes.requested.get(0).window());
    UUID id = UUID.fromString(answer.json().get("sync_job").get("id").asText());
    assertEquals(List.of(RunJobs.of(id)), fakes.published);
  }

  @Test
  void syncOfOneConnection_waitsForItsAssetsToo() {
    fakes.born = JobStatus.COMPLETED;
    UUID assets = UUID.randomUUID();
    fakes.assetJob = Optional.of(assets);
    fakes.put(assets, JobStatus.RUNNING);
    fakes.endsOnceSeen.put(assets, JobStatus.PARTIAL);
    TestApi.Answer ended = post(SYNC + "?wait=true", "{\"platform\":\"google_ads\"}");
    assertEquals(200, ended.status(), ended.text());
    assertEquals(
        "sync ended: completed, of its assets: partial", ended.json().get("message").asText());
    assertEquals(2, ended.json().get("sync_jobs").size());
    assertEquals(assets.toString(), ended.json().at("/sync_jobs/1/id").asText());
  }

  @Test
  void idsOfAnAddress_areAsManyAsFit() {
    String one = Fakes.CAMPAIGN + ",";
    String most = one.repeat(149) + Fakes.CAMPAIGN;
    assertEquals(200, get(METRICS + "?campaign_space_ids=" + most.replace(",", "%2C")).status());
    assertRefused(400, "TOO_MANY_IDS", get(METRICS + "?campaign_space_ids=" + one + most));
  }

  @Test
  void index_namesEveryAddressAndParameterOfFigures() {
    String index = api.anonymous("/").text();
    for (String name :
        List.of(
            "/api/campaign-performance/changes",
            "/api/campaign-spaces",
            "granularity",
            "fields",
            "sort",
            "fill",
            "as_of",
            "text/csv",
            "changed_since",
            "search")) {
      assertTrue(index.contains(name), name);
    }
  }

  @Test
  void sync_isRefusedWhereItCannotBe() {
    String unknown = "{\"campaign_space_ids\":[\"" + UUID.randomUUID() + "\"]}";
    assertRefused(404, "CAMPAIGN_NOT_FOUND", post(SYNC, unknown));
    assertRefused(404, "NO_CONNECTION", api.send("POST", SYNC, TestApi.user("t2"), "{}"));
    assertRefused(400, "UNKNOWN_FIELD", post(SYNC, "{\"campaigns\":[]}"));
    assertRefused(400, "INVALID_FIELD", post(SYNC, "{\"start_date\":20260301}"));
    assertRefused(400, "INVALID_FIELD", post(SYNC, "{\"campaign_space_ids\":\"x\"}"));
    assertRefused(400, "INVALID_FIELD", post(SYNC, "{\"campaign_space_ids\":[]}"));
    assertRefused(400, "DATE_RANGE_REVERSED", post(SYNC, "{\"end_date\":\"2020-01-01\"}"));
    assertRefused(400, "INVALID_WAIT", post(SYNC + "?wait=1", "{}"));
    assertEquals(List.of(), fakes.requested);
    fakes.running = Optional.of(Fakes.CAMPAIGN);
    TestApi.Answer busy = post(SYNC, "{}");
    assertRefused(409, "SYNC_RUNNING", busy);
    assertEquals(Fakes.CAMPAIGN.toString(), busy.json().get("job_id").asText());
    assertEquals(Optional.of("5"), busy.header("Retry-After"));
    assertRefused(
        409, "SYNC_RUNNING", post("/connections/" + Fakes.CONNECTION_A + "/sync-now", ""));
  }

  @Test
  void syncNow_isQueuedAndPublished() {
    TestApi.Answer answer = post("/connections/" + Fakes.CONNECTION_A + "/sync-now", "");
    assertEquals(202, answer.status());
    assertEquals("queued", answer.json().get("status").asText());
    UUID id = UUID.fromString(answer.json().get("job_id").asText());
    assertEquals(List.of(RunJobs.of(id)), fakes.published);
    assertRefused(
        404,
        "CONNECTION_NOT_FOUND",
        api.send(
            "POST", "/connections/" + Fakes.CONNECTION_A + "/sync-now", TestApi.user("t2"), ""));
  }

  @Test
  void connections_areListedWithTheirTrackingFields() {
    assertEquals(2, get("/connections").json().get("connections").size());
    TestApi.Answer status = get("/connections/" + Fakes.CONNECTION_B + "/sync-status");
    assertEquals(
        "{\"success\":true,\"sync_frequency\":\"hourly\",\"sync_status\":\"idle\","
            + "\"last_sync_attempted_at\":null,\"last_sync_completed_at\":null,"
            + "\"last_metrics_changed_at\":null,\"total_syncs_attempted\":3,"
            + "\"total_syncs_with_changes\":0,\"last_sync_error\":null}",
        status.text());
  }

  @Test
  void jobs_areOnlyTheTenantsOwn() {
    UUID id = UUID.randomUUID();
    fakes.put(id, JobStatus.COMPLETED);
    String address = "/api/campaign-performance/sync-jobs/" + id;
    assertEquals("completed", get(address).json().get("sync_job").get("status").asText());
    assertEquals(200, get(address + "?wait=30").status());
    assertRefused(404, "JOB_NOT_FOUND", api.send("GET", address, TestApi.user("t2"), ""));
    assertRefused(400, "INVALID_WAIT", get(address + "?wait=-1"));
    assertEquals(
        1, get("/api/campaign-performance/sync-status?limit=99").json().get("recent_jobs").size());
    assertRefused(400, "INVALID_LIMIT", get("/api/campaign-performance/sync-status?limit=0"));
  }

  @Test
  void health_isPublicAndTellsWhenTheStoreIsGone() {
    for (String address : List.of("/health", "/api/campaign-sync/health")) {
      TestApi.Answer healthy = api.anonymous(address);
      assertEquals(200, healthy.status());
      assertEquals("healthy", healthy.json().get("status").asText());
      assertTrue(healthy.json().get("scheduler").get("running").asBoolean());
    }
    fakes.health =
        Mono.just(
            new ServiceHealth(
                Optional.of(NOW.minusSeconds(7200)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertEquals("degraded", api.anonymous("/health").json().get("status").asText());
    fakes.health = Mono.error(new IllegalStateException("no"));
    assertEquals(503, api.anonymous("/health").status());
    assertTrue(api.logged().contains("STORE_UNAVAILABLE"));
    fakes.health = Mono.never();
    TestApi.Answer gone = api.anonymous("/health");
    assertEquals(503, gone.status());
    assertEquals("unhealthy", gone.json().get("status").asText());
    assertEquals(Optional.of("2"), gone.header("Retry-After"));
    assertEquals("[\"STORE_UNAVAILABLE\"]", gone.json().get("reasons").toString());
    assertTrue(gone.json().get("last_sync").isNull());
  }

  @Test
  void connections_areListedByPages() {
    TestApi.Answer first = get("/connections?page_size=1");
    assertEquals(1, first.json().get("connections").size());
    String token = first.json().path("meta").path("next_page_token").asText();
    TestApi.Answer second = get("/connections?page_size=1&page_token=" + token);
    assertEquals(
        Fakes.CONNECTION_B.toString(),
        second.json().path("connections").path(0).path("id").asText());
    assertTrue(second.json().path("meta").get("next_page_token").isNull());
    assertRefused(400, "INVALID_PAGE_TOKEN", get("/connections?page_token=x"));
    assertRefused(
        400,
        "INVALID_PAGE_TOKEN",
        api.send("GET", "/connections?page_token=" + token, TestApi.user("t2"), ""));
    assertRefused(400, "INVALID_PAGE_SIZE", get("/connections?page_size=0"));
    assertEquals(200, get("/connections?page_size=1000000").status());
  }

  @Test
  void failingStore_isAnUnavailableServiceOrAnUnknownFault() {
    fakes.storeFailure =
        Optional.of(new StoreException(Code.STORE_UNREACHABLE, "postgres://u:hunter2@h", null));
    TestApi.Answer unavailable = get(METRICS);
    assertRefused(503, "STORE_UNAVAILABLE", unavailable);
    assertEquals(Optional.of("3"), unavailable.header("Retry-After"));
    fakes.storeFailure = Optional.of(new StoreException(Code.STORE_REFUSED, "no column", null));
    TestApi.Answer fault = get(METRICS);
    assertRefused(500, "INTERNAL", fault);
    assertFalse(fault.text().contains("column"), fault.text());
    assertFalse(api.logged().contains("hunter2"), api.logged());
  }

  @Test
  void failedPublish_isADelayAndNotAnError() {
    fakes.publishFailure = Optional.of(new IllegalStateException("broker is away"));
    assertEquals(202, post("/connections/" + Fakes.CONNECTION_A + "/sync-now", "").status());
    assertEquals(1, fakes.requested.size());
    assertTrue(api.logged().contains("PUBLISH_DELAYED"));
  }

  @Test
  void textThatTheStoreCannotHold_isRefused() {
    assertRefused(400, "INVALID_PLATFORM", get(METRICS + "?platform=a%00"));
    Principal admin = new Principal("a", Optional.empty(), Role.ADMIN);
    assertRefused(400, "INVALID_TENANT", api.send("GET", METRICS + "?tenant_id=a%00", admin, ""));
  }

  @Test
  void index_listsWhatThereIs() {
    assertEquals(27, api.anonymous("/").json().get("endpoints").size());
    assertRefused(401, "TOKEN_MISSING", api.anonymous(METRICS));
  }
}
