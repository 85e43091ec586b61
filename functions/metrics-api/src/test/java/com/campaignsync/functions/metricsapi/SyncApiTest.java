package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Syncs on demand and their jobs, over a store in memory. */
class SyncApiTest extends ApiFixture {

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

  /** The month that holds today less ninety days is kept whole: the 28th of December's. */
  @Test
  void sync_ofDaysThatAreNotKept_isRefusedAndStartsNone() {
    for (String of : List.of("", ",\"platform\":\"google_ads\"")) {
      TestApi.Answer refused = post(SYNC, "{\"start_date\":\"2025-11-30\"" + of + "}");
      assertRefused(422, "RETENTION", refused);
      assertEquals(
          "2025-11-30 is before 2025-12-01, the first day that is kept: the month that holds the"
              + " oldest of 90 days",
          refused.json().path("detail").asText());
      assertEquals(List.of(), fakes.requested);
      assertEquals(202, post(SYNC, "{\"start_date\":\"2025-12-01\"" + of + "}").status());
      fakes.requested.clear();
    }
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
  void failedPublish_isADelayAndNotAnError() {
    fakes.publishFailure = Optional.of(new IllegalStateException("broker is away"));
    assertEquals(202, post("/connections/" + Fakes.CONNECTION_A + "/sync-now", "").status());
    assertEquals(1, fakes.requested.size());
    String line = api.logged();
    assertTrue(line.contains("\"code\":\"PUBLISH_DELAYED\""), line);
    assertTrue(line.contains("\"tenant\":\"t1\"") && line.contains("request_id"), line);
  }
}
