package com.campaignsync.local.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.grpc.GrpcErrors;
import com.campaignsync.local.grpc.LocalServer;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.FailedPreconditionException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.UnimplementedException;
import com.google.cloud.scheduler.v1.CloudSchedulerClient;
import com.google.cloud.scheduler.v1.CloudSchedulerSettings;
import com.google.cloud.scheduler.v1.HttpTarget;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.ListJobsRequest;
import com.google.cloud.scheduler.v1.PubsubTarget;
import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PublishRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Google's own client against the local Cloud Scheduler. */
@Timeout(60)
class LocalSchedulerTest {
  private static final String PARENT = "projects/proj-local/locations/us-central1";
  private static final String NAME = PARENT + "/jobs/frequent";
  private static final String TOPIC = "projects/proj-local/topics/campaign-sync";

  private final List<PublishRequest> published = new CopyOnWriteArrayList<>();
  private volatile Instant now = Instant.parse("2026-11-22T10:00:30Z");
  private volatile boolean topicMissing;
  private LocalScheduler scheduler;
  private LocalServer server;
  private CloudSchedulerClient client;

  @BeforeEach
  void start() throws Exception {
    scheduler = LocalScheduler.start(() -> now, this::publish);
    server = new LocalServer(scheduler.service());
    client =
        CloudSchedulerClient.create(
            CloudSchedulerSettings.newBuilder()
                .setTransportChannelProvider(server.channels())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    scheduler.close();
  }

  @Test
  void job_publishesItsMessageWhenItsMinuteComesAndSaysWhenItRunsNext() throws Exception {
    Job created = client.createJob(PARENT, job("* * * * *").build());
    assertEquals(Job.State.ENABLED, created.getState());
    assertEquals("Etc/UTC", created.getTimeZone());
    assertEquals("2026-11-22T10:01:00Z", Timestamps.toString(created.getScheduleTime()));
    assertFalse(created.hasLastAttemptTime());
    now = Instant.parse("2026-11-22T10:01:00Z");
    await(() -> published.size() == 1);
    PublishRequest request = published.get(0);
    assertEquals(TOPIC, request.getTopic());
    assertEquals("{\"kind\":\"dispatch\"}", request.getMessages(0).getData().toStringUtf8());
    assertEquals("v", request.getMessages(0).getAttributesOrThrow("k"));
    await(() -> client.getJob(NAME).hasLastAttemptTime());
    Job ran = client.getJob(NAME);
    assertEquals("2026-11-22T10:02:00Z", Timestamps.toString(ran.getScheduleTime()));
    assertEquals("2026-11-22T10:01:00Z", Timestamps.toString(ran.getLastAttemptTime()));
    assertEquals(0, ran.getStatus().getCode());
  }

  @Test
  void jobMissedManyTimes_runsOnce() throws Exception {
    client.createJob(PARENT, job("* * * * *").build());
    now = Instant.parse("2026-11-22T13:30:10Z");
    await(() -> client.getJob(NAME).hasLastAttemptTime());
    assertEquals(
        "2026-11-22T13:31:00Z", Timestamps.toString(client.getJob(NAME).getScheduleTime()));
    assertEquals(1, published.size());
  }

  @Test
  void pausedJob_runsOnlyWhenToldToAndGoesOnAfterResume() throws Exception {
    client.createJob(PARENT, job("* * * * *").build());
    assertEquals(Job.State.PAUSED, client.pauseJob(NAME).getState());
    assertThrows(FailedPreconditionException.class, () -> client.pauseJob(NAME));
    client.createJob(PARENT, job("* * * * *").setName(PARENT + "/jobs/other").build());
    now = Instant.parse("2026-11-22T11:00:00Z");
    await(() -> client.getJob(PARENT + "/jobs/other").hasLastAttemptTime());
    assertFalse(client.getJob(NAME).hasLastAttemptTime());
    assertTrue(client.runJob(NAME).hasLastAttemptTime());
    assertEquals(2, published.size());
    Job resumed = client.resumeJob(NAME);
    assertEquals("2026-11-22T11:01:00Z", Timestamps.toString(resumed.getScheduleTime()));
    assertThrows(FailedPreconditionException.class, () -> client.resumeJob(NAME));
  }

  @Test
  void failedPublish_isTheJobsStatusUntilTheNextRun() {
    client.createJob(PARENT, job("0 0 * * *").build());
    topicMissing = true;
    Job failed = client.runJob(NAME);
    assertEquals(io.grpc.Status.Code.NOT_FOUND.value(), failed.getStatus().getCode());
    assertTrue(failed.getStatus().getMessage().contains(TOPIC));
    topicMissing = false;
    assertEquals(0, client.runJob(NAME).getStatus().getCode());
  }

  @Test
  void update_takesTheMaskedFieldsAndReckonsTheNextRunAnew() {
    client.createJob(PARENT, job("0 0 * * *").setDescription("old").build());
    client.pauseJob(NAME);
    Job update = Job.newBuilder().setName(NAME).setTimeZone("Asia/Tokyo").build();
    FieldMask zone = FieldMask.newBuilder().addPaths("time_zone").build();
    Job paused = client.updateJob(update, zone);
    assertEquals(Job.State.PAUSED, paused.getState());
    assertEquals("old", paused.getDescription());
    assertFalse(paused.hasScheduleTime());
    Job resumed = client.resumeJob(NAME);
    assertEquals("2026-11-22T15:00:00Z", Timestamps.toString(resumed.getScheduleTime()));
    FieldMask unknown = FieldMask.newBuilder().addPaths("colour").build();
    assertThrows(InvalidArgumentException.class, () -> client.updateJob(update, unknown));
    Job readBack = client.getJob(NAME).toBuilder().setSchedule("5 * * * *").build();
    assertEquals(
        "5 * * * *", client.updateJob(readBack, FieldMask.getDefaultInstance()).getSchedule());
  }

  @Test
  void list_isPagedByNameWithinItsLocationAndDeletedJobsAreGone() {
    for (int i = 0; i < 5; i++) {
      client.createJob(PARENT, job("* * * * *").setName(PARENT + "/jobs/j" + i).build());
    }
    String elsewhere = "projects/proj-local/locations/europe-west1";
    client.createJob(elsewhere, job("* * * * *").setName(elsewhere + "/jobs/x").build());
    client.deleteJob(PARENT + "/jobs/j3");
    List<String> names = new ArrayList<>();
    ListJobsRequest request = ListJobsRequest.newBuilder().setParent(PARENT).setPageSize(2).build();
    client.listJobs(request).iterateAll().forEach(job -> names.add(job.getName()));
    assertEquals(
        List.of("j0", "j1", "j2", "j4"),
        names.stream().map(name -> name.substring(name.lastIndexOf('/') + 1)).toList());
    assertThrows(NotFoundException.class, () -> client.getJob(PARENT + "/jobs/j3"));
  }

  @Test
  void errors_haveTheServicesCodesAndNameWhatIsNotOffered() {
    client.createJob(PARENT, job("* * * * *").build());
    assertThrows(
        AlreadyExistsException.class, () -> client.createJob(PARENT, job("* * * * *").build()));
    assertThrows(NotFoundException.class, () -> client.runJob(PARENT + "/jobs/none"));
    assertThrows(InvalidArgumentException.class, () -> client.getJob("frequent"));
    Job other = job("* * * * *").setName(PARENT + "/jobs/b").build();
    assertThrows(
        InvalidArgumentException.class, () -> client.createJob("projects/p/locations/l", other));
    for (String cron : List.of("every 5 minutes", "0 0 30 2 *", "")) {
      Job bad = other.toBuilder().setSchedule(cron).build();
      assertThrows(InvalidArgumentException.class, () -> client.createJob(PARENT, bad), cron);
    }
    Job empty =
        other.toBuilder().setPubsubTarget(PubsubTarget.newBuilder().setTopicName(TOPIC)).build();
    assertThrows(InvalidArgumentException.class, () -> client.createJob(PARENT, empty));
    Job http = other.toBuilder().setHttpTarget(HttpTarget.newBuilder().setUri("http://x")).build();
    var refused = assertThrows(UnimplementedException.class, () -> client.createJob(PARENT, http));
    assertTrue(refused.getMessage().contains("http_target"), refused.getMessage());
  }

  private void publish(PublishRequest request) {
    if (topicMissing) {
      throw GrpcErrors.notFound(request.getTopic());
    }
    published.add(request);
  }

  private static Job.Builder job(String cron) {
    return Job.newBuilder()
        .setName(NAME)
        .setSchedule(cron)
        .setPubsubTarget(
            PubsubTarget.newBuilder()
                .setTopicName(TOPIC)
                .setData(ByteString.copyFromUtf8("{\"kind\":\"dispatch\"}"))
                .putAttributes("k", "v"));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not reached in 30 s");
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
