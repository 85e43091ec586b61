package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.endtoend.Http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What operators do through the API, from the request to the rows. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperationsTest {

  private static final String BASE = "/api/campaign-performance/";

  /** A job that nobody woke is found by dispatch within minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir static Path state;
  @TempDir static Path files;

  private static RunLocalProcess running;
  private static String admin;
  private static String connection;

  @BeforeAll
  static void start() throws Exception {
    StringBuilder csv = new StringBuilder(GeneratedSource.CSV_HEADER).append('\n');
    for (int day = 0; day < 90; day++) {
      LocalDate date = LocalDate.of(2024, 1, 1).plusDays(day);
      csv.append("acme,1,One,google_ads,").append(date).append(",10,1,1.50,1,2.50\n");
    }
    csv.append("acme,,None,google_ads,2024-02-10,10,1,7.25,1,2.50\n");
    Path file = Files.writeString(files.resolve("acme.csv"), csv);
    running =
        RunLocalProcess.start(
            state, RunLocalProcess.freeOffset(), "--csv", file.toString(), "--no-sample");
    admin = running.tokens().path("admin").asText();
    JsonNode first = call("GET", "/connections", "").body().path("connections").path(0);
    connection = first.path("id").asText();
    Eventually.holds("the first sync", PATIENCE, OperationsTest::isIdle);
  }

  @AfterAll
  static void stop() throws Exception {
    if (running != null) {
      running.close();
    }
  }

  private static Answer call(String method, String path, String body) throws Exception {
    return Http.send(method, running.api() + path, admin, body);
  }

  private static boolean isIdle() throws Exception {
    JsonNode status = call("GET", BASE + "sync-status", "").body();
    return !status.path("is_syncing").asBoolean(true) && status.path("total_jobs").asInt() > 0;
  }

  private static JsonNode end(JsonNode job) throws Exception {
    String path = BASE + "sync-jobs/" + job.path("id").asText() + "?wait=10";
    return Eventually.get(
        "the end of the job",
        PATIENCE,
        Duration.ofMillis(50),
        () -> call("GET", path, "").body().path("sync_job"),
        now -> !List.of("pending", "running", "retrying").contains(now.path("status").asText()));
  }

  private static String quarter(String more) {
    return "{\"connection_id\":\"%s\",\"start_date\":\"2024-01-01\",\"end_date\":\"2024-03-30\"%s}"
        .formatted(connection, more);
  }

  private static JsonNode metrics(String filter) throws Exception {
    return call(
            "GET",
            BASE + "metrics?start_date=2024-01-01&end_date=2024-12-31&group_by=platform" + filter,
            "")
        .body();
  }

  @Test
  @Order(1)
  void dryRun_tellsWhatABackfillWouldBillAndKeepsNothing() throws Exception {
    int before = call("GET", BASE + "sync-status", "").body().path("total_jobs").asInt();
    Answer answer = call("POST", BASE + "backfill", quarter(",\"dry_run\":true"));
    assertEquals(200, answer.status(), answer.toString());
    assertEquals(3, answer.body().path("months").size());
    assertEquals(30L << 20, answer.body().path("bytes").asLong(), answer.toString());
    assertTrue(answer.body().path("cost_usd").decimalValue().signum() > 0);
    assertEquals(before, call("GET", BASE + "sync-status", "").body().path("total_jobs").asInt());
  }

  @Test
  @Order(2)
  void backfill_showsItsProgressAsOne() throws Exception {
    Answer answer = call("POST", BASE + "backfill", quarter(""));
    assertEquals(202, answer.status(), answer.toString());
    assertEquals(3, answer.body().path("sync_jobs").size());
    JsonNode parent = end(answer.body().path("sync_job"));
    assertEquals("partial", parent.path("status").asText(), parent.toString());
    assertEquals(91, parent.path("records_processed").asInt(), parent.toString());
    assertEquals(90, parent.path("records_unchanged").asInt(), parent.toString());
    assertEquals(1, parent.path("metadata").path("jobs").path("partial").asInt());
    assertEquals(2, parent.path("metadata").path("jobs").path("completed").asInt());
    assertEquals(30L << 20, parent.path("bytes_billed").asLong(), "as the dry run said");
  }

  @Test
  @Order(3)
  void rejects_areReplayedOnceTheirCauseIsMended() throws Exception {
    JsonNode open = call("GET", BASE + "rejects", "").body();
    assertEquals(1, open.path("counts").path("NO_CAMPAIGN").asInt(), open.toString());
    assertEquals("2024-02-10", open.path("rejects").path(0).path("date").asText());
    query("UPDATE %s SET campaign_id = '2' WHERE campaign_id IS NULL");

    String body = "{\"connection_id\":\"%s\"}".formatted(connection);
    Answer replay = call("POST", BASE + "rejects/replay", body);
    assertEquals(202, replay.status(), replay.toString());
    JsonNode job = end(replay.body().path("sync_jobs").path(0));
    assertEquals("completed", job.path("status").asText(), job.toString());
    assertEquals("2024-02-10", job.path("start_date").asText());

    assertEquals(0, call("GET", BASE + "rejects", "").body().path("total_records").asInt(-1));
    assertTrue(
        call("GET", BASE + "rejects?status=all", "").body().path("total_records").asInt() > 0);
    assertEquals(200, call("POST", BASE + "rejects/replay", body).status(), "nothing is left");
    assertEquals(new BigDecimal("142.25"), metrics("").path("totals").path("spend").decimalValue());
  }

  private static void query(String ofTheTable) throws Exception {
    BigQueryOptions.newBuilder()
        .setHost(running.bigQuery())
        .setProjectId("campaign-sync-local")
        .setCredentials(NoCredentials.getInstance())
        .build()
        .getService()
        .query(
            QueryJobConfiguration.newBuilder(
                    ofTheTable.formatted(
                        "`campaign-sync-local.engarde_analytics.campaign_metrics`"))
                .setUseLegacySql(false)
                .build());
  }

  @Test
  @Order(4)
  void reconciliation_provesEveryDay() throws Exception {
    Answer started = call("POST", BASE + "reconciliation", quarter(""));
    assertEquals(202, started.status(), started.toString());
    JsonNode job = end(started.body().path("sync_job"));
    assertEquals("completed", job.path("status").asText(), job.toString());

    String query = "reconciliation?start_date=2024-01-01&end_date=2024-03-30&page_size=60";
    JsonNode first = call("GET", BASE + query, "").body();
    String token = first.path("meta").path("next_page_token").asText();
    JsonNode second = call("GET", BASE + query + "&page_token=" + token, "").body();
    assertEquals(60, first.path("reconciliations").size(), first.toString());
    assertEquals(30, second.path("reconciliations").size(), second.toString());
    JsonNode day = first.path("reconciliations").path(0);
    assertEquals("2024-03-30", day.path("date").asText());
    assertEquals("equal", day.path("verdict").asText(), day.toString());
    assertEquals(day.path("source_checksum"), day.path("store_checksum"));
    assertEquals(new BigDecimal("1.5"), day.path("source_spend").decimalValue());
  }

  @Test
  @Order(5)
  void aConnection_isTriedMadeSyncedRemappedAndRemoved() throws Exception {
    Answer wrong =
        call(
            "POST",
            "/connections?validate_only=true",
            "{\"platform\":\"mapped\",\"source\":\"campaign_metrics\",\"mapping\":"
                + "{\"platform\":{\"constant\":\"mapped\"},\"spend\":\"no_such_column\"}}");
    assertEquals(422, wrong.status(), wrong.toString());
    assertEquals("SOURCE_COLUMN_MISSING", wrong.body().path("reason").asText());
    assertTrue(wrong.body().path("detail").asText().contains("no_such_column"), wrong.toString());

    String body =
        "{\"platform\":\"mapped\",\"source\":\"campaign_metrics\",\"lookback_days\":2000,"
            + "\"mapping\":{\"platform\":{\"constant\":\"mapped\"}}}";
    Answer made = call("POST", "/connections", body);
    assertEquals(201, made.status(), made.toString());
    assertEquals("1.5", made.body().path("sample_row").path("spend").asText(), made.toString());
    String warnings = made.body().path("warnings").toString();
    assertEquals(2, made.body().path("warnings").size(), warnings);
    assertTrue(warnings.contains("does not select by it: rows of every platform"), warnings);
    assertTrue(warnings.contains("of google_ads (" + connection + ")"), warnings);
    assertEquals(409, call("POST", "/connections", body).status());
    String path = "/connections/" + made.body().path("connection").path("id").asText();

    assertEquals("142.25", spendAfterSync(path));
    Answer remapped =
        call(
            "PATCH",
            path,
            "{\"mapping\":{\"platform\":{\"constant\":\"mapped\"},\"spend\":\"revenue\"}}");
    assertEquals(200, remapped.status(), remapped.toString());
    assertEquals("227.5", spendAfterSync(path), "every day is read again");

    assertEquals(
        422, call("PATCH", path + "/sync-frequency", "{\"sync_frequency\":\"realtime\"}").status());
    Answer hourly = call("PATCH", path + "/sync-frequency", "{\"sync_frequency\":\"hourly\"}");
    assertTrue(
        hourly.body().path("connection").path("next_run_at").asText().endsWith(":00:00Z"),
        hourly.toString());

    Answer gone = call("DELETE", path, "");
    assertEquals(200, gone.status(), gone.toString());
    assertEquals(404, call("DELETE", path, "").status());
    assertEquals(0, metrics("&platform=mapped").path("total_records").asInt(-1));
    assertEquals(new BigDecimal("142.25"), metrics("").path("totals").path("spend").decimalValue());
  }

  @Test
  @Order(6)
  void dryRunOfAFullResync_tellsWhatItBills_withAndWithoutRowsThatLackADay() throws Exception {
    assertDryRunIsExact(10L << 20);
    query("INSERT INTO %s (tenant_id, platform, campaign_id) VALUES ('acme', 'google_ads', '9')");
    assertDryRunIsExact(20L << 20);
  }

  private static void assertDryRunIsExact(long bytes) throws Exception {
    Answer dry = call("POST", BASE + "full-resync", quarter(",\"dry_run\":true"));
    assertEquals(bytes, dry.body().path("bytes").asLong(), dry.toString());
    JsonNode job =
        end(call("POST", BASE + "full-resync", quarter("")).body().path("sync_jobs").path(0));
    assertEquals(bytes, job.path("bytes_billed").asLong(), job.toString());
    assertEquals(dry.body().path("cost_usd").decimalValue(), job.path("cost_usd").decimalValue());
  }

  private static String spendAfterSync(String path) throws Exception {
    Answer asked = call("POST", path + "/sync-now", "");
    assertEquals(202, asked.status(), asked.toString());
    String id = asked.body().path("job_id").asText();
    JsonNode job = end(Http.JSON.createObjectNode().put("id", id));
    assertEquals("completed", job.path("status").asText(), job.toString());
    return metrics("&platform=mapped").path("totals").path("spend").asText();
  }
}
