package com.campaignsync.local.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.adapters.googlecloud.CloudEndpoint;
import com.campaignsync.adapters.googlecloud.scheduler.CloudSchedulerReader;
import com.campaignsync.domain.query.SchedulerStatus;
import com.campaignsync.domain.query.SchedulerStatus.Reason;
import com.campaignsync.local.grpc.GrpcErrors;
import com.campaignsync.local.grpc.LocalServer;
import com.campaignsync.runtime.Await;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.scheduler.v1.CloudSchedulerClient;
import com.google.cloud.scheduler.v1.CloudSchedulerSettings;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.PubsubTarget;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The product's reader, with Google's client in it, against the local Cloud Scheduler. */
@Timeout(60)
class CloudSchedulerReaderTest {

  private static final String PROJECT = "proj-local";
  private static final String LOCATION = "us-central1";
  private static final String PARENT = "projects/" + PROJECT + "/locations/" + LOCATION;
  private static final String HOURLY = PARENT + "/jobs/campaign-sync-hourly";
  private static final String FREQUENT = PARENT + "/jobs/campaign-sync-frequent";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:30Z");

  private volatile boolean topicMissing;
  private LocalScheduler scheduler;
  private LocalServer server;
  private CloudSchedulerReader reader;
  private CloudSchedulerClient client;

  @BeforeEach
  void start() throws Exception {
    scheduler =
        LocalScheduler.start(
            () -> NOW,
            request -> {
              if (topicMissing) {
                throw GrpcErrors.notFound("no topic");
              }
            });
    server = new LocalServer(scheduler.service());
    reader = new CloudSchedulerReader(new CloudEndpoint(PROJECT, server.hostPort()), LOCATION);
    client =
        CloudSchedulerClient.create(
            CloudSchedulerSettings.newBuilder()
                .setTransportChannelProvider(server.channels())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    reader.close();
    server.close();
    scheduler.close();
  }

  private void job(String name, String schedule) {
    scheduler.create(
        Job.newBuilder()
            .setName(name)
            .setSchedule(schedule)
            .setPubsubTarget(
                PubsubTarget.newBuilder()
                    .setTopicName("projects/proj-local/topics/campaign-sync")
                    .setData(ByteString.copyFromUtf8("{}")))
            .build());
  }

  private SchedulerStatus status() {
    return Await.result(reader.status(), Duration.ofSeconds(20));
  }

  @Test
  void nextRun_isThatOfWhicheverJobThereIs() {
    job(HOURLY, "0 * * * *");
    assertEquals(SchedulerStatus.running(Instant.parse("2026-11-22T11:00:00Z"), false), status());
    job(FREQUENT, "* * * * *");
    assertEquals(SchedulerStatus.running(Instant.parse("2026-11-22T10:01:00Z"), false), status());
  }

  @Test
  void aPausedJob_isNoRun() {
    job(HOURLY, "0 * * * *");
    job(FREQUENT, "* * * * *");
    client.pauseJob(FREQUENT);
    assertEquals(SchedulerStatus.running(Instant.parse("2026-11-22T11:00:00Z"), false), status());
    client.pauseJob(HOURLY);
    assertEquals(SchedulerStatus.stopped(Reason.SCHEDULER_PAUSED), status());
    client.resumeJob(HOURLY);
    assertEquals(SchedulerStatus.running(Instant.parse("2026-11-22T11:00:00Z"), false), status());
  }

  @Test
  void noneOfTheJobs_isMissing() {
    job(PARENT + "/jobs/another", "* * * * *");
    assertEquals(SchedulerStatus.stopped(Reason.SCHEDULER_JOB_MISSING), status());
  }

  @Test
  void messagesThatAreNotTaken_areTold() {
    job(FREQUENT, "* * * * *");
    topicMissing = true;
    client.runJob(FREQUENT);
    assertEquals(SchedulerStatus.running(Instant.parse("2026-11-22T10:01:00Z"), true), status());
    job(HOURLY, "0 * * * *");
    assertEquals(
        SchedulerStatus.running(Instant.parse("2026-11-22T10:01:00Z"), false),
        status(),
        "the other one gets through as far as anybody knows");
  }

  @Test
  void aSchedulerThatIsGone_isUnknown() {
    server.close();
    assertEquals(SchedulerStatus.unknown(Reason.SCHEDULER_UNREACHABLE), status());
  }

  @Test
  void aSchedulerThatNeverAnswers_isUnknownWithinSeconds() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      CloudSchedulerReader asking =
          new CloudSchedulerReader(
              new CloudEndpoint(PROJECT, "127.0.0.1:" + silent.getLocalPort()), LOCATION);
      assertEquals(
          SchedulerStatus.unknown(Reason.SCHEDULER_UNREACHABLE),
          Await.result(asking.status(), Duration.ofSeconds(10)));
    }
  }
}
