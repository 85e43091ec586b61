package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pub/Sub delivers at least once: what comes again, late or garbled changes nothing. */
class DuplicateDeliveryTest {

  private static final GeneratedSource SOURCE =
      new GeneratedSource("acme", "google_ads", 1_000, LocalDate.of(2025, 5, 1), 20, 20_250_501);

  @TempDir static Path state;
  @TempDir static Path files;

  private static RunLocalProcess running;
  private static Sql sql;

  @BeforeAll
  static void startAndSyncOnce() throws Exception {
    Path csv = GeneratedSource.csv(files.resolve("campaigns.csv"), SOURCE);
    running =
        RunLocalProcess.start(
            state, RunLocalProcess.freeOffset(), "--csv", csv.toString(), "--no-sample");
    sql = Sql.open(running.jdbcUrl());
    sql.execute("UPDATE connections SET next_run_at = NULL");
    Eventually.holds(
        "all rows are in and no sync is under way",
        Duration.ofSeconds(60),
        () ->
            sql.number("SELECT count(*) FROM campaign_metrics") == SOURCE.rowCount()
                && sql.number("SELECT count(*) FROM sync_jobs WHERE completed_at IS NULL") == 0);
  }

  @AfterAll
  static void stop() throws Exception {
    if (running != null) {
      sql.close();
      running.close();
    }
  }

  @Test
  void oneJobDeliveredThreeTimesTwoAtOnce_isOneSync() throws Exception {
    long jobs = sql.number("SELECT count(*) FROM sync_jobs");
    restateEveryRow();
    String job = pendingJob();
    String message = "{\"kind\":\"sync\",\"job_id\":\"%s\"}".formatted(job);

    ExecutorService senders = Executors.newFixedThreadPool(2);
    List<Future<Integer>> pushes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      pushes.add(senders.submit(() -> pushUntilAcknowledged("same-message", message)));
    }
    for (Future<Integer> push : pushes) {
      assertEquals(2, push.get() / 100);
    }
    senders.shutdown();
    assertEquals(2, Http.push(running.syncFunction(), "same-message", message) / 100);

    assertOneSync(job);
    assertEquals(jobs + 1, sql.number("SELECT count(*) FROM sync_jobs"), "no job but the pushed");
    assertEquals(1, jobsInBigQuery(job), "queries that BigQuery billed for the job");
  }

  private static void assertOneSync(String job) throws Exception {
    assertEquals(
        List.of(List.of("completed", "0", String.valueOf(SOURCE.rowCount()), "0", "0", "10485760")),
        sql.rows(
            "SELECT status, records_inserted, records_updated, records_unchanged, records_failed,"
                + " bytes_billed"
                + " FROM sync_jobs WHERE id = ?::uuid",
            job));
    assertEquals(
        SOURCE.rowCount(),
        sql.number("SELECT count(*) FROM metric_changes WHERE job_id = ?::uuid", job),
        "each restatement is logged once");
    assertEquals(SOURCE.rowCount(), sql.number("SELECT count(*) FROM campaign_metrics"));
    assertEquals(2, sql.number("SELECT total_syncs_with_changes FROM connections"));
    StoreProof.assertRollups(sql);
    StoreProof.assertCampaignTotals(sql);
  }

  @Test
  void messagesNobodyUnderstands_areAcknowledgedAndKeptOnce() throws Exception {
    List<String> poison =
        List.of("{\"kind\":\"explode\"}", "not JSON", "{\"kind\":\"sync\",\"job_id\":\"7\"}", "");
    long before = sql.number("SELECT count(*) FROM dead_letters");
    for (int i = 0; i < poison.size(); i++) {
      for (int delivery = 1; delivery <= 2; delivery++) {
        assertEquals(2, Http.push(running.syncFunction(), "poison-" + i, poison.get(i)) / 100);
      }
      assertEquals(
          List.of(List.of(poison.get(i), "projects/p/subscriptions/s")),
          sql.rows(
              "SELECT convert_from(payload, 'UTF8'), subscription FROM dead_letters"
                  + " WHERE message_id = ?",
              "poison-" + i));
    }
    assertEquals(before + poison.size(), sql.number("SELECT count(*) FROM dead_letters"));
  }

  @Test
  void anUnknownJob_isAcknowledged_keptOnceWithItsReason_andChangesNothingElse() throws Exception {
    var before = new TreeMap<>(sql.rowCounts());
    String message = "{\"kind\":\"sync\",\"job_id\":\"%s\"}".formatted(UUID.randomUUID());
    for (int delivery = 1; delivery <= 2; delivery++) {
      assertEquals(2, Http.push(running.syncFunction(), "nobody", message) / 100);
    }
    before.merge("dead_letters", 1L, Long::sum);
    assertEquals(before, sql.rowCounts());
    assertTrue(
        sql.value("SELECT reason FROM dead_letters WHERE message_id = 'nobody'")
            .startsWith("JOB_UNKNOWN: "));
    List<String> told =
        running.log().stream().filter(line -> line.contains("\"message_id\":\"nobody\"")).toList();
    assertEquals(
        1, told.stream().filter(line -> line.contains("\"ERROR\"")).count(), "told once: " + told);
  }

  @Test
  void whatIsNoPush_isRefusedAndChangesNothing() throws Exception {
    var before = sql.rowCounts();
    for (String body :
        List.of(
            "",
            "hello",
            "[]",
            "{}",
            "{\"message\":7}",
            "{\"message\":{\"data\":\"!!!\",\"messageId\":\"1\"},\"subscription\":\"s\"}")) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(running.syncFunction()))
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertEquals(400, answer.statusCode(), body);
    }
    assertEquals(before, sql.rowCounts());
  }

  private static int pushUntilAcknowledged(String id, String message) throws Exception {
    return Eventually.get(
        "the push is acknowledged",
        Duration.ofSeconds(60),
        Duration.ofMillis(200),
        () -> Http.push(running.syncFunction(), id, message),
        status -> status / 100 == 2);
  }

  private static void restateEveryRow() throws Exception {
    long changed =
        bigQuery()
            .query(
                QueryJobConfiguration.newBuilder(
                        "UPDATE `campaign-sync-local.engarde_analytics.campaign_metrics`"
                            + " SET clicks = clicks + 1 WHERE tenant_id = 'acme'")
                    .setUseLegacySql(false)
                    .build())
            .getTotalRows();
    assertEquals(SOURCE.rowCount(), changed);
  }

  /** A job as the API writes it, but published by nobody. */
  private static String pendingJob() throws Exception {
    return sql.value(
        "INSERT INTO sync_jobs (connection_id, tenant_id, job_type, triggered_by, idempotency_key,"
            + " start_date, end_date)"
            + " SELECT id, tenant_id, 'incremental_sync', 'api', 'test', '2025-05-01', '2025-05-31'"
            + " FROM connections RETURNING id");
  }

  /** Counted at BigQuery itself: jobs that carry the sync job's label. */
  private static long jobsInBigQuery(String syncJob) {
    long count = 0;
    for (Job job : bigQuery().listJobs(BigQuery.JobListOption.allUsers()).iterateAll()) {
      if (job.getConfiguration() instanceof QueryJobConfiguration query
          && query.getLabels() != null
          && query.getLabels().containsValue(syncJob)) {
        count++;
      }
    }
    assertTrue(count > 0, "the query carries the sync job's label");
    return count;
  }

  private static BigQuery bigQuery() {
    return BigQueryOptions.newBuilder()
        .setHost(running.bigQuery())
        .setProjectId("campaign-sync-local")
        .setCredentials(NoCredentials.getInstance())
        .build()
        .getService();
  }
}
