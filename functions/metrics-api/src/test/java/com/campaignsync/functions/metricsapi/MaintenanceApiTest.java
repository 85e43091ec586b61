package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.ReconciliationReader.Filter;
import com.campaignsync.domain.query.ReconciliationReader.Place;
import com.campaignsync.domain.query.ReconciliationReader.Proof;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.domain.store.RejectFilter;
import com.campaignsync.domain.store.RejectedRow;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.functions.metricsapi.contract.Contract;
import com.campaignsync.runtime.http.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MaintenanceApiTest {

  /** 28 March in UTC, 29 March already in the tenants' zone. */
  private static final Instant NOW = Instant.parse("2026-03-28T23:30:00Z");

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 29);
  private static final String BASE = "/api/campaign-performance/";

  private final Fakes fakes = new Fakes();
  private final TestApi api = new TestApi(fakes, InstantSource.fixed(NOW));

  private TestApi.Answer get(String target) {
    return api.send("GET", BASE + target, TestApi.user("t1"), "");
  }

  private TestApi.Answer post(String target, Map<String, ?> body) {
    return api.send(
        "POST",
        BASE + target,
        TestApi.admin("t1"),
        new String(Json.write(body), StandardCharsets.UTF_8));
  }

  private static Map<String, Object> days(UUID connection, String start, String end) {
    return Map.of("connection_id", connection.toString(), "start_date", start, "end_date", end);
  }

  private void assertRefused(int status, String reason, TestApi.Answer answer) {
    assertEquals(reason, answer.json().path("reason").asText(), answer.text());
    assertEquals(status, answer.status(), answer.text());
    assertEquals(List.of(), fakes.planning.planned);
    assertEquals(List.of(), fakes.published);
  }

  @Test
  void backfill_isAJobAMonthAndEntityUnderOneParent() {
    TestApi.Answer answer = post("backfill", days(Fakes.CONNECTION_A, "2026-01-15", "2026-02-10"));
    assertEquals(202, answer.status(), answer.text());
    assertEquals(
        List.of(
            DayWindow.inclusive(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 10)),
            DayWindow.inclusive(LocalDate.of(2026, 1, 15), LocalDate.of(2026, 1, 31))),
        fakes.planning.planned.stream().map(NewJob::window).distinct().toList());
    assertEquals(4, answer.json().path("sync_jobs").size());
    assertEquals("a-t1", fakes.planning.planned.get(0).userId());
    JsonNode parent = answer.json().path("sync_job").path("id");
    answer
        .json()
        .path("sync_jobs")
        .forEach(job -> assertEquals(parent, job.path("parent_job_id"), answer.text()));
    assertEquals(1, fakes.published.size(), "one message for the connection's first job");
  }

  @Test
  void backfill_needsAConnectionAndABeginning() {
    assertRefused(400, "MISSING_FIELD", post("backfill", Map.of("start_date", "2026-03-01")));
    assertRefused(
        400,
        "MISSING_FIELD",
        post("backfill", Map.of("connection_id", Fakes.CONNECTION_A.toString())));
  }

  @Test
  void backfill_refusesDaysThatCanNeverBe() {
    UUID id = Fakes.CONNECTION_B;
    assertRefused(
        400, "DATE_RANGE_REVERSED", post("backfill", days(id, "2026-03-02", "2026-03-01")));
    assertRefused(
        400, "DATE_SPAN_TOO_LONG", post("backfill", days(id, "2016-03-01", "2026-03-29")));
    assertRefused(422, "WINDOW_IN_FUTURE", post("backfill", days(id, "2026-03-01", "2026-04-30")));
    assertRefused(422, "WINDOW_IN_FUTURE", post("backfill", days(id, "2027-03-01", "2027-03-02")));
    assertRefused(422, "RETENTION", post("backfill", days(id, "2025-11-30", "2026-03-01")));
    assertRefused(400, "INVALID_DATE", post("backfill", days(id, "2026-02-30", "2026-03-01")));
  }

  @Test
  void fullResync_reachesDaysToComeOnlyWhereSomeAreStored() {
    Map<String, Object> body = days(Fakes.CONNECTION_B, "2026-03-01", "2026-04-30");
    assertRefused(422, "WINDOW_IN_FUTURE", post("full-resync", body));
    fakes.planning.lastStored = LocalDate.of(2026, 4, 30);
    assertEquals(202, post("full-resync", body).status());
    assertEquals(202, post("reconciliation", body).status());
    assertEquals(422, post("backfill", body).status());
  }

  /** Months are dropped whole: days of the month that holds the oldest day kept are all there. */
  @Test
  void backfill_reachesTheFirstOfTheMonthThatIsKept() {
    TestApi.Answer answer = post("backfill", days(Fakes.CONNECTION_B, "2025-12-01", "2025-12-31"));
    assertEquals(202, answer.status(), answer.text());
  }

  @Test
  void maintenance_ofUnknownConnectionsIsNotFound() {
    for (String path : List.of("backfill", "full-resync", "reconciliation")) {
      assertRefused(
          404,
          "CONNECTION_NOT_FOUND",
          post(path, days(Fakes.CAMPAIGN, "2026-03-01", "2026-03-02")));
    }
    assertRefused(
        404,
        "CONNECTION_NOT_FOUND",
        post("rejects/replay", Map.of("connection_id", Fakes.CAMPAIGN.toString())));
  }

  @Test
  void maintenance_isForOperators() {
    for (String path : List.of("backfill", "full-resync", "reconciliation", "rejects/replay")) {
      assertRefused(403, "FORBIDDEN", api.send("POST", BASE + path, TestApi.user("t1"), "{}"));
    }
  }

  @Test
  void anotherTenantsConnection_isNotFound() {
    TestApi.Answer answer =
        api.send(
            "POST",
            BASE + "full-resync",
            TestApi.admin("t2"),
            "{\"connection_id\":\"" + Fakes.CONNECTION_A + "\"}");
    assertRefused(404, "CONNECTION_NOT_FOUND", answer);
  }

  @Test
  void dryRun_tellsBytesDollarsAndMonthsAndKeepsNothing() {
    Map<String, Object> body =
        Map.of(
            "connection_id",
            Fakes.CONNECTION_B.toString(),
            "start_date",
            "2026-01-01",
            "end_date",
            "2026-02-02",
            "dry_run",
            true);
    TestApi.Answer answer = post("backfill", body);
    assertEquals(200, answer.status(), answer.text());
    // January is 31 MiB; two days of February are billed as 10.
    assertEquals(41L << 20, answer.json().path("bytes").asLong());
    assertEquals(new BigDecimal("0.000244379"), answer.json().path("cost_usd").decimalValue());
    assertEquals(List.of("2026-01", "2026-02"), texts(answer.json().path("months")));
    assertEquals(2, answer.json().path("jobs").size());
    assertEquals("2026-02-01", answer.json().path("jobs").path(0).path("start_date").asText());
    assertEquals(List.of(), fakes.planning.planned);
    assertEquals(List.of(), fakes.published);
  }

  @Test
  void dryRun_ofAFullResync_countsTheSearchForRowsWithoutADay_whereOneIsMade() {
    Map<String, Object> body =
        Map.of(
            "connection_id",
            Fakes.CONNECTION_B.toString(),
            "start_date",
            "2026-01-01",
            "end_date",
            "2026-01-31",
            "dry_run",
            true);
    assertEquals(31L << 20, post("full-resync", body).json().path("bytes").asLong());

    fakes.planning.mayLackDates = true;

    TestApi.Answer answer = post("full-resync", body);
    // The search processes 3 MiB, and is billed as 10.
    assertEquals(41L << 20, answer.json().path("bytes").asLong(), answer.text());
    assertEquals(new BigDecimal("0.000244379"), answer.json().path("cost_usd").decimalValue());
    assertEquals(
        31L << 20, post("backfill", body).json().path("bytes").asLong(), "which looks for none");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  @Test
  void dryRun_ofASourceThatCannotBeReadSaysWhy() {
    fakes.planning.sourceFailure =
        Optional.of(
            new SourceException(
                SourceException.Code.SOURCE_COLUMN_MISSING, "it has no column spend", null));
    Map<String, Object> body =
        Map.of("connection_id", Fakes.CONNECTION_B.toString(), "dry_run", true);
    assertRefused(422, "SOURCE_COLUMN_MISSING", post("full-resync", body));
  }

  @Test
  void fullResync_isOfAllTheTenantsConnectionsUnlessNamed() {
    assertEquals(202, post("full-resync", Map.of("force", true)).status());
    assertEquals(3, fakes.planning.planned.size());
    assertTrue(fakes.planning.planned.stream().allMatch(NewJob::forced));
    assertTrue(fakes.planning.planned.stream().allMatch(job -> job.type() == JobType.FULL_SYNC));
    assertTrue(
        fakes.planning.planned.stream()
            .allMatch(job -> job.tenantId().equals(new TenantId("t1")) && job.window() == null));
  }

  @Test
  void unknownFields_areRefused() {
    assertRefused(400, "UNKNOWN_FIELD", post("full-resync", Map.of("forced", true)));
    assertRefused(400, "UNKNOWN_FIELD", post("reconciliation", Map.of("force", true)));
    assertRefused(400, "INVALID_FIELD", post("full-resync", Map.of("force", "yes")));
  }

  @Test
  void replay_plansTheDaysThatHaveOpenRejects() {
    fakes.planning.replayDays.addAll(
        List.of(TODAY.minusDays(9), TODAY.minusDays(8), TODAY.minusDays(3)));
    Map<String, Object> body = Map.of("connection_id", Fakes.CONNECTION_A.toString());
    TestApi.Answer answer = post("rejects/replay", body);
    assertEquals(202, answer.status());
    assertEquals(
        List.of(
            DayWindow.inclusive(TODAY.minusDays(9), TODAY.minusDays(8)),
            DayWindow.inclusive(TODAY.minusDays(3), TODAY.minusDays(3))),
        fakes.planning.planned.stream().map(NewJob::window).toList());
    assertEquals(2, answer.json().path("sync_jobs").size());
  }

  @Test
  void replay_withoutOpenRejectsSaysThatNothingHappens() {
    TestApi.Answer answer =
        post("rejects/replay", Map.of("connection_id", Fakes.CONNECTION_A.toString()));
    assertEquals(200, answer.status());
    assertTrue(answer.json().path("message").asText().startsWith("nothing to do"), answer.text());
    assertEquals(0, answer.json().path("total_jobs").asInt(-1));
  }

  @Test
  void rejects_areFilteredCountedAndPaged() {
    for (long id = 9; id >= 7; id--) {
      fakes.planning.rejected.add(
          new RejectedRow(
              id,
              Fakes.CAMPAIGN,
              Fakes.CONNECTION_A,
              Entity.ASSET_METRICS,
              null,
              "BAD_HOUR",
              "{\"spend\": 1.10}",
              NOW,
              null));
    }
    String query =
        "rejects?reason=BAD_HOUR&status=all&page_size=2&start_date=2026-03-01&connection_id="
            + Fakes.CONNECTION_A;
    JsonNode page = get(query).json();
    assertEquals(
        new RejectFilter(
            new TenantId("t1"),
            Fakes.CONNECTION_A,
            DayWindow.inclusive(LocalDate.of(2026, 3, 1), TODAY),
            RejectReason.BAD_HOUR,
            false),
        fakes.planning.rejectsAsked.get(0));
    assertEquals(2, page.path("rejects").size());
    assertEquals("1.10", page.path("rejects").path(0).path("raw_row").path("spend").asText());
    assertTrue(page.path("rejects").path(0).path("date").isNull());
    assertEquals(3, page.path("counts").path("BAD_HOUR").asInt());
    assertEquals(3, page.path("total_records").asInt());
    String token = page.path("meta").path("next_page_token").asText();
    JsonNode second = get(query + "&page_token=" + token).json();
    assertEquals(7, second.path("rejects").path(0).path("id").asInt());
    assertTrue(second.path("meta").path("next_page_token").isNull());
    assertRefused(400, "INVALID_PAGE_TOKEN", get("rejects?page_token=" + token));
  }

  @Test
  void rejects_areOpenOnesOfAnyDayUnlessAsked() {
    assertEquals(200, get("rejects").status());
    assertEquals(RejectFilter.openOf(new TenantId("t1")), fakes.planning.rejectsAsked.get(0));
    assertRefused(400, "INVALID_STATUS", get("rejects?status=closed"));
    assertRefused(400, "INVALID_REASON", get("rejects?reason=UGLY"));
  }

  @Test
  void reconciliation_answersTheLastProofsPaged() {
    Map<String, Object> columns = Contract.example("Proof");
    columns.put("source_spend", new BigDecimal("1.500000000"));
    for (int i = 0; i < 3; i++) {
      Place place = new Place(TODAY.minusDays(i), Fakes.CONNECTION_A, Entity.CAMPAIGN_METRICS);
      fakes.planning.proofs.add(new Proof(place, columns));
    }
    String query = "reconciliation?verdict=equal&entity=campaign_metrics&page_size=2";
    JsonNode page = get(query).json();
    assertEquals(
        new Filter(
            null,
            DayWindow.inclusive(TODAY.minusDays(30), TODAY),
            Entity.CAMPAIGN_METRICS,
            Verdict.EQUAL),
        fakes.planning.proofsAsked.get(0));
    assertEquals("1.5", page.path("reconciliations").path(0).path("source_spend").asText());
    assertEquals(2, page.path("reconciliations").size());
    String token = page.path("meta").path("next_page_token").asText();
    assertEquals(200, get(query + "&page_token=" + token).status());
    assertEquals(fakes.planning.proofs.get(1).place(), fakes.planning.proofsAfter.get(1));
    assertRefused(400, "INVALID_VERDICT", get("reconciliation?verdict=fine"));
  }

  @Test
  void reconciliation_isStartedForWhatIsNamed() {
    assertEquals(
        202, post("reconciliation", days(Fakes.CONNECTION_B, "2026-03-01", "2026-03-02")).status());
    NewJob job = fakes.planning.planned.get(0);
    assertEquals(JobType.RECONCILE, job.type());
    assertEquals(
        DayWindow.inclusive(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 2)), job.window());
    assertEquals(
        Collections.singletonList(Fakes.CONNECTION_B),
        fakes.planning.planned.stream().map(NewJob::connectionId).toList());
  }
}
