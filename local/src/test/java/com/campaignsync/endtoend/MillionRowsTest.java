package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.googlecloud.pubsub.PubSubEndpoint;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubPublisher;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubSyncMessages;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.endtoend.GeneratedSource.Row;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.LocalBigQueryConfig;
import com.campaignsync.local.bigquery.LocalBigQueryConfig.TableFile;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalPostgresOptions;
import com.campaignsync.local.postgres.LocalUsers;
import com.campaignsync.local.postgres.Migrations;
import com.campaignsync.local.pubsub.LocalPubSub;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million rows through the function as the cloud runs it, in a heap that cannot hold them. */
class MillionRowsTest {

  private static final GeneratedSource SOURCE =
      new GeneratedSource("acme", "google_ads", 10_000, LocalDate.of(2025, 2, 1), 100, 20_250_201);

  private static final String PROJECT = "campaign-sync-local";
  private static final String TOPIC = "campaign-sync";
  private static final String FUNCTION =
      "com.campaignsync.functions.synccampaignmetrics.SyncCampaignMetricsFunction";

  @TempDir Path state;

  @Test
  void aMillionRows_passThroughA256MibHeapExactly() throws Exception {
    try (LocalPostgres postgres =
            LocalPostgres.start(LocalPostgresOptions.in(state, LocalPort.anyFree(), false));
        LocalBigQuery bigQuery = bigQuery();
        LocalPubSub pubSub = LocalPubSub.start(0, Clock.systemUTC(), List.of())) {
      String jdbcUrl = postgres.jdbcUrl(LocalPostgres.SUPERUSER);
      Migrations.migrate(jdbcUrl);
      load(bigQuery);
      int port = LocalPort.anyFree();
      subscribe(pubSub, port);
      try (Sql sql = Sql.open(jdbcUrl);
          InvokedFunction function =
              InvokedFunction.start(
                  FUNCTION, port, "256m", environment(postgres, bigQuery, pubSub))) {
        String job = pendingJob(sql);
        publish(pubSub, job);
        TreeSet<Long> progress = watch(sql, job, function);
        assertProgressWasSeen(progress);
        report(sql, job, function);
        assertEquals(
            List.of(List.of("completed", "", "1000000", "1000000", "0", "0", "0")),
            sql.rows(
                "SELECT status, coalesce(error_message, ''), records_processed, records_inserted,"
                    + " records_updated, records_unchanged, records_failed FROM sync_jobs WHERE id = ?::uuid",
                job),
            function.output());
        StoreProof.assertHolds(sql, SOURCE);
        assertTrue(function.isAlive(), function.output());
        assertFalse(function.output().contains("OutOfMemoryError"), function.output());
      }
    }
  }

  private static LocalBigQuery bigQuery() {
    Path schema = RunLocalProcess.HOME.resolve("bigquery/schemas/campaign_metrics.json");
    return LocalBigQuery.start(
        LocalBigQueryConfig.inMemory(PROJECT, Clock.systemUTC())
            .withTables(List.of(new TableFile("engarde_analytics", schema))));
  }

  private static void load(LocalBigQuery bigQuery) throws Exception {
    TableRef table = new TableRef(PROJECT, "engarde_analytics", "campaign_metrics");
    assertTrue(bigQuery.loadOnce("million", table, SOURCE.rows().map(MillionRowsTest::values)));
  }

  /** In the order of the table's columns; what is not set is NULL. */
  private static List<Object> values(Row row) {
    Object[] values = new Object[19];
    values[0] = SOURCE.tenant();
    values[1] = String.valueOf(row.campaignId());
    values[2] = "Campaign " + row.campaignId();
    values[4] = SOURCE.platform();
    values[5] = row.day();
    values[8] = row.impressions();
    values[9] = row.clicks();
    values[10] = row.spend().doubleValue();
    values[11] = row.conversions();
    BigDecimal revenue = row.revenueOrNull();
    values[12] = revenue == null ? null : revenue.doubleValue();
    return Arrays.asList(values);
  }

  private static void subscribe(LocalPubSub pubSub, int port) {
    String topic = "projects/%s/topics/%s".formatted(PROJECT, TOPIC);
    pubSub.broker().createTopic(Topic.newBuilder().setName(topic).build());
    pubSub
        .broker()
        .createSubscription(
            Subscription.newBuilder()
                .setName("projects/%s/subscriptions/sync".formatted(PROJECT))
                .setTopic(topic)
                .setAckDeadlineSeconds(600)
                .setPushConfig(
                    PushConfig.newBuilder().setPushEndpoint("http://127.0.0.1:" + port + "/"))
                .build());
  }

  private static Map<String, String> environment(
      LocalPostgres postgres, LocalBigQuery bigQuery, LocalPubSub pubSub) {
    return Map.of(
        "BIGQUERY_PROJECT_ID",
        PROJECT,
        "BIGQUERY_EMULATOR_HOST",
        "127.0.0.1:" + bigQuery.port(),
        "PUBSUB_EMULATOR_HOST",
        pubSub.hostPort(),
        // The rows are of one year for ever.
        "CAMPAIGN_SYNC_RETENTION_DAYS",
        "0",
        "DATABASE_URL",
        "postgresql://%s@127.0.0.1:%d/%s"
            .formatted(LocalUsers.SYNC_WORKER, postgres.port(), LocalPostgres.DATABASE));
  }

  private static String pendingJob(Sql sql) throws Exception {
    sql.execute("INSERT INTO tenants (id, name) VALUES ('acme', 'Acme')");
    return sql.value(
        "WITH added AS (INSERT INTO connections (tenant_id, platform, name)"
            + " VALUES ('acme', 'google_ads', 'Acme') RETURNING id, tenant_id)"
            + " INSERT INTO sync_jobs (connection_id, tenant_id, job_type, triggered_by,"
            + " idempotency_key, start_date, end_date)"
            + " SELECT id, tenant_id, 'backfill', 'api', 'million', '2025-02-01', '2025-06-30'"
            + " FROM added RETURNING id");
  }

  private static void publish(LocalPubSub pubSub, String job) throws Exception {
    try (PubSubPublisher publisher =
        new PubSubPublisher(new PubSubEndpoint(PROJECT, pubSub.hostPort()))) {
      new PubSubSyncMessages(publisher, TOPIC, TOPIC)
          .publish(MessagePublisher.Topic.SYNC, RunJobs.of(UUID.fromString(job)))
          .block(Duration.ofSeconds(20));
    }
  }

  /** Every progress the job row showed until the job was over. */
  private static TreeSet<Long> watch(Sql sql, String job, InvokedFunction function)
      throws Exception {
    TreeSet<Long> seen = new TreeSet<>();
    Eventually.get(
        "the job ends",
        Duration.ofSeconds(400),
        Duration.ofMillis(100),
        () ->
            sql.rows("SELECT status, records_processed FROM sync_jobs WHERE id = ?::uuid", job)
                .get(0),
        now -> {
          long processed = Long.parseLong(now.get(1));
          assertTrue(seen.isEmpty() || processed >= seen.last(), "progress went back: " + now);
          seen.add(processed);
          return !SyncCalls.UNDER_WAY.contains(now.get(0)) || !function.isAlive();
        });
    return seen;
  }

  /** Several steps strictly between nothing and all: who watches sees it move. */
  private static void assertProgressWasSeen(TreeSet<Long> progress) {
    long between = progress.stream().filter(n -> n > 0 && n < SOURCE.rowCount()).count();
    assertTrue(between >= 3, "seen: " + progress);
  }

  private static void report(Sql sql, String job, InvokedFunction function) throws Exception {
    double seconds =
        Double.parseDouble(
            sql.value("SELECT duration_seconds FROM sync_jobs WHERE id = ?::uuid", job));
    System.out.printf(
        "1,000,000 rows in %.1f s: %.0f rows/s; resident at most %d MiB%n",
        seconds, SOURCE.rowCount() / seconds, function.residentMibMax());
  }
}
