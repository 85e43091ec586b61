package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.googlecloud.pubsub.PubSubEndpoint;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubPublisher;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Long work on the whole stack, asked for by messages as the scheduler sends them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MaintenanceTest {

  private static final GeneratedSource SOURCE =
      new GeneratedSource("acme", "google_ads", 30, LocalDate.of(2025, 4, 11), 60, 20_250_411);

  private static final String WINDOW = "\"start_date\":\"2025-04-11\",\"end_date\":\"2025-06-09\"";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private RunLocalProcess running;
  private Sql sql;

  @BeforeAll
  void startAndSyncOnce(@TempDir Path state, @TempDir Path files) throws Exception {
    Path csv = GeneratedSource.csv(files.resolve("campaigns.csv"), SOURCE);
    running =
        RunLocalProcess.start(
            state, RunLocalProcess.freeOffset(), "--csv", csv.toString(), "--no-sample");
    sql = Sql.open(running.jdbcUrl());
    // The clock's own syncs must not come between.
    sql.execute("UPDATE connections SET next_run_at = NULL");
    Eventually.holds(
        "the first sync is over",
        PATIENCE,
        () ->
            sql.number("SELECT count(*) FROM campaign_metrics") == SOURCE.rowCount()
                && jobsUnderWay() == 0);
  }

  @AfterAll
  void stop() throws Exception {
    if (sql != null) {
      sql.close();
    }
    if (running != null) {
      running.close();
    }
  }

  @Test
  @Order(1)
  void reconcile_findsAndHealsWhatDiffers_andProvesTheRestEqual() throws Exception {
    sql.execute(
        "UPDATE campaign_metrics SET clicks = clicks + 1 WHERE metric_date = '2025-04-15'"
            + " AND id = (SELECT min(id) FROM campaign_metrics WHERE metric_date = '2025-04-15')");
    sql.execute("DELETE FROM campaign_metrics WHERE metric_date = '2025-05-01'");
    query(
        "DELETE FROM `engarde_analytics.campaign_metrics`"
            + " WHERE metric_date = '2025-05-20' AND campaign_id = '9007199254740993'");

    String job = runOne("{\"kind\":\"reconcile\"," + WINDOW + "}", "reconcile");

    assertEquals(
        List.of(List.of("equal", "57"), List.of("healed", "3")),
        sql.rows(
            "SELECT verdict, count(*) FROM reconciliations WHERE job_id = ?::uuid"
                + " GROUP BY 1 ORDER BY 1",
            job));
    assertStoreIsTheSource();
    assertEquals(1, sql.number("SELECT count(*) FROM metric_changes WHERE operation = 'delete'"));
    assertEquals(
        List.of(List.of("completed", "20971520", "30", "1", "1")),
        sql.rows(
            "SELECT status, bytes_billed, records_inserted, records_updated, records_deleted"
                + " FROM sync_jobs WHERE id = ?::uuid",
            job),
        "one query to compare, one to heal, 10 MiB each");
    assertTrue(sql.number("SELECT count(*) FROM sync_jobs WHERE cost_usd > 0") > 0);

    String again = runOne("{\"kind\":\"reconcile\"," + WINDOW + "}", "reconcile");
    assertEquals(
        List.of(List.of("equal", "60")),
        sql.rows(
            "SELECT verdict, count(*) FROM reconciliations WHERE job_id = ?::uuid GROUP BY 1",
            again));
  }

  @Test
  @Order(2)
  void fullResync_deletesWhatVanished_butNotMoreThanTheGuardLetsGo() throws Exception {
    query(
        "DELETE FROM `engarde_analytics.campaign_metrics`"
            + " WHERE metric_date = '2025-05-21' AND MOD(CAST(campaign_id AS INT64), 2) = 0");
    query(
        "DELETE FROM `engarde_analytics.campaign_metrics`"
            + " WHERE metric_date = '2025-05-22' AND campaign_id = '9007199254740994'");
    long before = sql.number("SELECT count(*) FROM campaign_metrics");

    String job = runOne("{\"kind\":\"full_resync\"," + WINDOW + "}", "full_sync");

    assertEquals(before - 1, sql.number("SELECT count(*) FROM campaign_metrics"));
    assertEquals(
        List.of(List.of("partial", "1")),
        sql.rows("SELECT status, records_deleted FROM sync_jobs WHERE id = ?::uuid", job));
    assertTrue(
        sql.value("SELECT metadata ->> 'guarded_days' FROM sync_jobs WHERE id = '" + job + "'")
            .contains("2025-05-21"));

    runOne("{\"kind\":\"full_resync\",\"force\":true," + WINDOW + "}", "full_sync");
    assertStoreIsTheSource();
  }

  @Test
  @Order(3)
  void backfill_isAJobAMonthUnderOneParent_andBringsBackLostDays() throws Exception {
    dropDaysFrom("2025-05-25");
    String connection = sql.value("SELECT id FROM connections");

    publish("{\"kind\":\"backfill\",\"connection_id\":\"" + connection + "\"," + WINDOW + "}");
    Eventually.holds(
        "three months are filled",
        PATIENCE,
        () ->
            sql.number(
                    "SELECT count(*) FROM sync_jobs WHERE job_type = 'backfill'"
                        + " AND connection_id IS NOT NULL AND status = 'completed'")
                == 3);

    assertEquals(
        List.of(
            List.of("2025-06-01", "2025-06-09"),
            List.of("2025-05-01", "2025-05-31"),
            List.of("2025-04-11", "2025-04-30")),
        sql.rows(
            "SELECT start_date, end_date FROM sync_jobs WHERE job_type = 'backfill'"
                + " AND connection_id IS NOT NULL ORDER BY completed_at"),
        "the latest month first");
    assertEquals(
        1,
        sql.number(
            "SELECT count(DISTINCT parent_job_id) FROM sync_jobs WHERE job_type = 'backfill'"));
    assertStoreIsTheSource();
  }

  @Test
  @Order(4)
  void messagesNobodyCanActOn_areKeptOnceWithTheirReason() throws Exception {
    String connection = sql.value("SELECT id FROM connections");
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put(
        "{\"kind\":\"full_resync\",\"conection_id\":\"%s\"}".formatted(connection),
        "the field 'conection_id' is unknown");
    reasons.put("{\"kind\":\"full_resync\",\"connection_id\":null}", "connection_id is null");
    reasons.put("{\"kind\":\"full_resync\",\"tenant_id\":\"nobody\"}", "TENANT_UNKNOWN");
    reasons.put(
        "{\"kind\":\"reconcile\",\"connection_id\":\"00000000-0000-4000-8000-000000000001\"}",
        "CONNECTION_UNKNOWN: no connection 00000000-0000-4000-8000-000000000001");
    reasons.put("{\"kind\":\"sync\"}", "job_id is missing");
    reasons.put("{\"kind\":\"cleanup\",\"kind\":\"cleanup\"}", "'kind' is there twice");
    reasons.putAll(
        Map.of(
            "not JSON",
            "the message is not JSON",
            "{\"kind\":\"drop_everything\"}",
            "kind is none of",
            "x".repeat(9_000_000),
            "the message has 9000000 bytes",
            "{\"kind\":\"backfill\",\"connection_id\":\"%s\",\"start_date\":\"2026-02-01\",\"end_date\":\"2026-01-01\"}"
                .formatted(connection),
            "end_date is before start_date",
            "{\"kind\":\"backfill\",\"connection_id\":\"%s\",\"start_date\":\"1900-01-01\",\"end_date\":\"1999-12-31\"}"
                .formatted(connection),
            "WINDOW_TOO_LONG",
            "{\"kind\":\"backfill\",\"connection_id\":\"00000000-0000-4000-8000-000000000000\","
                + WINDOW
                + "}",
            "CONNECTION_UNKNOWN: no connection 00000000-0000-4000-8000-000000000000"));
    long jobs = sql.number("SELECT count(*) FROM sync_jobs");

    for (String message : reasons.keySet()) {
      publish(message);
    }
    Eventually.holds(
        "all are kept",
        PATIENCE,
        () -> sql.number("SELECT count(*) FROM dead_letters") == reasons.size());

    String kept = sql.rows("SELECT reason FROM dead_letters").toString();
    for (String reason : reasons.values()) {
      assertEquals(
          1,
          sql.number("SELECT count(*) FROM dead_letters WHERE reason LIKE ?", "%" + reason + "%"),
          () -> reason + " in " + kept);
    }
    assertEquals(jobs, sql.number("SELECT count(*) FROM sync_jobs"));
  }

  @Test
  @Order(5)
  void aDeadLetterIsReplayed_onceItsCauseIsMended() throws Exception {
    // What a sender of a newer version might have sent before this one was deployed.
    sql.execute(
        "INSERT INTO dead_letters (message_id, subscription, reason, payload) VALUES"
            + " ('m1', 's', 'given up', convert_to('{\"kind\":\"reconcile\"}', 'UTF8'))");
    long before = sql.number("SELECT count(*) FROM sync_jobs WHERE job_type = 'reconcile'");

    publish("{\"kind\":\"replay_dead_letters\"}");

    Eventually.holds(
        "the message was acted on",
        PATIENCE,
        () -> sql.number("SELECT count(*) FROM sync_jobs WHERE job_type = 'reconcile'") > before);
    // Published first and marked then, so that a crash between the two loses nothing.
    Eventually.holds(
        "the letter is marked",
        PATIENCE,
        () ->
            sql.number(
                    "SELECT count(*) FROM dead_letters WHERE message_id = 'm1'"
                        + " AND replayed_at IS NOT NULL")
                == 1);
  }

  /** The functions' database user has the worker's role and no other. */
  @Test
  @Order(6)
  void everyKindOfMessage_isActedOnWithTheWorkersRole() throws Exception {
    String connection = sql.value("SELECT id FROM connections");
    sql.execute(
        "INSERT INTO sync_rejects (job_id, connection_id, tenant_id, metric_date, reason, raw_row)"
            + " SELECT id, connection_id, tenant_id, '2025-04-20', 'NO_CAMPAIGN', '{}'"
            + " FROM sync_jobs WHERE connection_id IS NOT NULL LIMIT 1");
    List<String> kinds =
        List.of(
            "{\"kind\":\"dispatch\"}",
            "{\"kind\":\"full_resync\",\"connection_id\":\"%s\",%s}".formatted(connection, WINDOW),
            "{\"kind\":\"reconcile\",\"tenant_id\":\"acme\",%s}".formatted(WINDOW),
            "{\"kind\":\"backfill\",\"connection_id\":\"%s\",%s}".formatted(connection, WINDOW),
            "{\"kind\":\"replay_rejects\",\"connection_id\":\"%s\"}".formatted(connection),
            "{\"kind\":\"cleanup\"}",
            "{\"kind\":\"replay_dead_letters\"}");
    for (int i = 0; i < kinds.size(); i++) {
      String kind = kinds.get(i);
      assertEquals(204, Http.push(running.maintenanceFunction(), "kind-" + i, kind), kind);
    }
    assertEquals(
        1,
        sql.number(
            "SELECT count(*) FROM sync_jobs WHERE idempotency_key LIKE ?"
                + " AND start_date = '2025-04-20' AND end_date = '2025-04-20'",
            "kind-4/%"),
        "the day with the reject is read again");
    Eventually.holds("all that was planned is over", PATIENCE, () -> jobsUnderWay() == 0);
    assertEquals(
        List.of(), sql.rows("SELECT reason FROM dead_letters WHERE message_id LIKE 'kind-%'"));
    assertEndsAreTold(sql.value("SELECT id FROM sync_jobs WHERE idempotency_key LIKE 'kind-4/%'"));
  }

  /** What came of a job can be read from its last line alone. */
  private void assertEndsAreTold(String job) throws Exception {
    // The row ends before its line is written.
    Eventually.holds(
        "the end of " + job + " is logged", PATIENCE, () -> lineOfTheEnd(job).isPresent());
    String line = lineOfTheEnd(job).orElseThrow();
    for (String field :
        List.of(
            "connection",
            "records_read",
            "records_inserted",
            "records_updated",
            "records_deleted",
            "records_rejected",
            "bytes_billed",
            "cost_usd",
            "duration_seconds")) {
      assertTrue(line.contains("\"" + field + "\":"), field + " is not in " + line);
    }
  }

  private Optional<String> lineOfTheEnd(String job) throws IOException {
    return running.log().stream()
        .filter(one -> one.contains(job) && one.contains("\"status\":\"completed\""))
        .findFirst();
  }

  /** As if these days had never been synced. */
  private void dropDaysFrom(String day) throws Exception {
    for (String table : List.of("campaign_metrics", "metrics_daily")) {
      sql.execute("DELETE FROM " + table + " WHERE metric_date >= '" + day + "'");
    }
    sql.execute("DELETE FROM source_partitions WHERE day >= '" + day + "'");
    sql.execute(
        "UPDATE campaign_spaces s SET (total_impressions, total_clicks, total_spend,"
            + " total_conversions, total_revenue) = (SELECT sum(impressions), sum(clicks),"
            + " sum(spend), sum(conversions), sum(revenue) FROM campaign_metrics"
            + " WHERE campaign_space_id = s.id)");
  }

  /** Publishes, waits for the end of the one job that it makes, and answers its id. */
  private String runOne(String message, String type) throws Exception {
    long before = ended(type);
    publish(message);
    Eventually.holds(
        type + " is over", PATIENCE, () -> ended(type) == before + 1 && jobsUnderWay() == 0);
    return sql.value(
        "SELECT id FROM sync_jobs WHERE job_type = '"
            + type
            + "' ORDER BY created_at DESC LIMIT 1");
  }

  private long ended(String type) throws Exception {
    return sql.number(
        "SELECT count(*) FROM sync_jobs WHERE completed_at IS NOT NULL AND job_type = ?", type);
  }

  private long jobsUnderWay() throws Exception {
    return sql.number("SELECT count(*) FROM sync_jobs WHERE completed_at IS NULL");
  }

  /** Sums of both sides by day, and everything derived from the rows. */
  private void assertStoreIsTheSource() throws Exception {
    List<List<String>> source =
        query(
            "SELECT CAST(metric_date AS STRING), CAST(COUNT(*) AS STRING),"
                + " CAST(SUM(impressions) AS STRING), CAST(SUM(clicks) AS STRING),"
                + " CAST(SUM(CAST(spend AS NUMERIC)) AS STRING)"
                + " FROM `engarde_analytics.campaign_metrics` GROUP BY 1 ORDER BY 1");
    assertEquals(
        source,
        sql.rows(
            "SELECT metric_date, count(*), sum(impressions), sum(clicks), trim_scale(sum(spend))"
                + " FROM campaign_metrics GROUP BY 1 ORDER BY 1"));
    StoreProof.assertRollups(sql);
    StoreProof.assertCampaignTotals(sql);
  }

  private void publish(String message) {
    PubSubEndpoint endpoint =
        new PubSubEndpoint("campaign-sync-local", "127.0.0.1:" + (8685 + running.portOffset()));
    try (PubSubPublisher publisher = new PubSubPublisher(endpoint)) {
      publisher
          .publish("campaign-maintenance", message.getBytes(StandardCharsets.UTF_8), Map.of())
          .block(PATIENCE);
    }
  }

  private List<List<String>> query(String statement) throws Exception {
    var result =
        BigQueryOptions.newBuilder()
            .setHost(running.bigQuery())
            .setProjectId("campaign-sync-local")
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService()
            .query(QueryJobConfiguration.newBuilder(statement).setUseLegacySql(false).build());
    return result
        .streamAll()
        .map(row -> row.stream().map(value -> value.getStringValue()).toList())
        .toList();
  }
}
