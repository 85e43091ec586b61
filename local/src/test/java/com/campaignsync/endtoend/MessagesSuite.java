package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.adapters.googlecloud.pubsub.PubSubEndpoint;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubPublisher;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubSyncMessages;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.SyncMessage;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.scheduler.v1.CloudSchedulerClient;
import com.google.cloud.scheduler.v1.CloudSchedulerSettings;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a row in BigQuery to the API's answer, with any Pub/Sub between the functions: asked by
 * hand, by the scheduler, by a message that comes twice and by one whose first deliveries fail.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class MessagesSuite {

  private static final GeneratedSource SOURCE =
      new GeneratedSource("acme", "google_ads", 25, LocalDate.of(2025, 5, 1), 20, 20_250_502);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private RunLocalProcess running;
  private Sql sql;
  private String token;
  private String connection;

  /** What run-local is started with so that it uses the Pub/Sub under test. */
  abstract Map<String, String> environment() throws Exception;

  /** Where that Pub/Sub listens. */
  abstract String hostPort(RunLocalProcess running);

  @BeforeAll
  void startAndSyncOnce(@TempDir Path state, @TempDir Path files) throws Exception {
    Path csv = GeneratedSource.csv(files.resolve("campaigns.csv"), SOURCE);
    running =
        RunLocalProcess.startWith(
            environment(),
            state,
            RunLocalProcess.freeOffset(),
            "--csv",
            csv.toString(),
            "--no-sample");
    sql = Sql.open(running.jdbcUrl());
    // The clock's own syncs must not come between.
    sql.execute("UPDATE connections SET next_run_at = NULL");
    token = running.tokens().path("tenants").path(SOURCE.tenant()).asText();
    connection = sql.value("SELECT id FROM connections");
    awaitQuiet();
  }

  @AfterAll
  void stop() throws Exception {
    if (running != null) {
      if (sql != null) {
        sql.close();
      }
      running.close();
    }
  }

  @Test
  void syncNow_bringsARestatementToTheApi() throws Exception {
    restate();
    JsonNode job = SyncCalls.syncNow(running.api(), token, connection);
    assertCompletedOnce(job);
  }

  @Test
  void messageThatComesTwice_isOneSync() throws Exception {
    restate();
    UUID job = UUID.fromString(pendingJob());
    publish(SyncMessage.RunJobs.of(job));
    publish(SyncMessage.RunJobs.of(job));
    assertCompletedOnce(SyncCalls.await(running.api(), token, job.toString()));
  }

  @Test
  void aFailedSync_isPublishedAgainByDispatch_onceItsNextAttemptHasCome() throws Exception {
    restate();
    String refused = "{\"method\":\"jobs.insert\",\"times\":2,\"then\":\"fail\",\"reason\":\"%s\"}";
    Http.post(running.bigQuery() + "/local/faults", "", refused.formatted("quotaExceeded"));
    String job = SyncCalls.request(running.api(), token, connection);
    for (int retry = 1; retry <= 2; retry++) {
      awaitRetry(job, retry);
      // Nobody waits for the back-off here.
      sql.execute("UPDATE sync_jobs SET next_attempt_at = now() WHERE status = 'retrying'");
      runScheduledJob();
    }
    JsonNode done = SyncCalls.await(running.api(), token, job);
    assertCompletedOnce(done);
    assertEquals(2, done.path("retry_count").asInt(), done.toString());
  }

  @Test
  void aDeliveryThatIsNotTaken_isRepeated() throws Exception {
    restate();
    String job = pendingJob();
    // As if a worker had died in the middle: running, and the lease not expired yet.
    sql.execute(
        "UPDATE sync_jobs SET status = 'running', started_at = now() WHERE id = '" + job + "'");
    sql.execute(
        "UPDATE connection_leases SET owner = 'dead', fence = fence + 1,"
            + " expires_at = now() + interval '3 s'");
    publish(SyncMessage.RunJobs.of(UUID.fromString(job)));
    assertCompletedOnce(SyncCalls.await(running.api(), token, job));
  }

  private void awaitRetry(String job, int retry) throws Exception {
    Eventually.holds(
        "the job waits for retry " + retry,
        PATIENCE,
        () ->
            sql.number(
                    "SELECT count(*) FROM sync_jobs WHERE status = 'retrying' AND retry_count = "
                        + retry
                        + " AND id = ?::uuid",
                    job)
                == 1);
  }

  @Test
  void scheduledDispatch_syncsWhatIsDue() throws Exception {
    restate();
    sql.execute("UPDATE connections SET next_run_at = now() - interval '1 s'");
    runScheduledJob();
    String job =
        Eventually.get(
                "the dispatch made a job",
                PATIENCE,
                Duration.ofMillis(50),
                () -> sql.rows("SELECT id FROM sync_jobs WHERE triggered_by = 'scheduler'"),
                jobs -> !jobs.isEmpty())
            .get(0)
            .get(0);
    assertCompletedOnce(SyncCalls.await(running.api(), token, job));
    assertEquals(1, sql.number("SELECT count(*) FROM connections WHERE next_run_at > now()"));
    sql.execute("UPDATE connections SET next_run_at = NULL");
  }

  /** The job stored every row once; the API's numbers are the source's. */
  private void assertCompletedOnce(JsonNode job) throws Exception {
    assertEquals("completed", job.path("status").asText(), job.toString());
    awaitQuiet();
    String id = job.path("id").asText();
    assertEquals(
        List.of(List.of("completed", "0", String.valueOf(SOURCE.rowCount()), "10485760")),
        sql.rows(
            "SELECT status, records_inserted, records_updated, bytes_billed FROM sync_jobs"
                + " WHERE id = ?::uuid",
            id));
    assertEquals(
        SOURCE.rowCount(),
        sql.number("SELECT count(*) FROM metric_changes WHERE job_id = ?::uuid", id));
    assertEquals(0, sql.number("SELECT count(*) FROM dead_letters"));
    assertEquals(clicksInBigQuery(), clicksInTheApi());
  }

  private void awaitQuiet() throws Exception {
    Eventually.holds(
        "all rows are in and no sync is under way",
        PATIENCE,
        () ->
            sql.number("SELECT count(*) FROM campaign_metrics") == SOURCE.rowCount()
                && sql.number("SELECT count(*) FROM sync_jobs WHERE completed_at IS NULL") == 0);
  }

  private void restate() throws Exception {
    query("UPDATE `engarde_analytics.campaign_metrics` SET clicks = clicks + 1 WHERE TRUE");
  }

  private long clicksInBigQuery() throws Exception {
    var rows = query("SELECT SUM(clicks) FROM `engarde_analytics.campaign_metrics`").getValues();
    return rows.iterator().next().get(0).getLongValue();
  }

  private com.google.cloud.bigquery.TableResult query(String statement) throws Exception {
    return BigQueryOptions.newBuilder()
        .setHost(running.bigQuery())
        .setProjectId("campaign-sync-local")
        .setCredentials(NoCredentials.getInstance())
        .build()
        .getService()
        .query(QueryJobConfiguration.newBuilder(statement).setUseLegacySql(false).build());
  }

  private long clicksInTheApi() throws Exception {
    String url =
        running.api()
            + "/api/campaign-performance/metrics?group_by=platform&start_date=2025-05-01"
            + "&end_date=2025-05-31";
    JsonNode metrics = Http.get(url, token).body().path("metrics");
    assertEquals(1, metrics.size(), metrics.toString());
    return metrics.path(0).path("clicks").asLong();
  }

  /** A job as the API writes it, but published by nobody. */
  private String pendingJob() throws Exception {
    return sql.value(
        "INSERT INTO sync_jobs (connection_id, tenant_id, job_type, triggered_by, idempotency_key,"
            + " start_date, end_date)"
            + " SELECT id, tenant_id, 'incremental_sync', 'api', gen_random_uuid()::text, '2025-05-01', '2025-05-31'"
            + " FROM connections RETURNING id");
  }

  private void publish(SyncMessage message) {
    var endpoint = new PubSubEndpoint("campaign-sync-local", hostPort(running));
    try (PubSubPublisher publisher = new PubSubPublisher(endpoint)) {
      new PubSubSyncMessages(publisher, "campaign-sync", "campaign-maintenance")
          .publish(MessagePublisher.Topic.SYNC, message)
          .block(PATIENCE);
    }
  }

  /** What the clock does each minute, at once. */
  private void runScheduledJob() throws Exception {
    ManagedChannel channel =
        ManagedChannelBuilder.forTarget(running.googleCloud()).usePlaintext().build();
    var settings =
        CloudSchedulerSettings.newBuilder()
            .setTransportChannelProvider(
                FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel)))
            .setCredentialsProvider(NoCredentialsProvider.create())
            .build();
    try (CloudSchedulerClient scheduler = CloudSchedulerClient.create(settings)) {
      var ran =
          scheduler.runJob(
              "projects/campaign-sync-local/locations/us-central1/jobs/campaign-sync-frequent");
      assertEquals(0, ran.getStatus().getCode(), ran.toString());
    } finally {
      channel.shutdownNow();
    }
  }
}
