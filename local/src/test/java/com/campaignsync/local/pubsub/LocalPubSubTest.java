package com.campaignsync.local.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.functions.FunctionHost;
import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.net.PortInUseException;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.pubsub.v1.stub.GrpcSubscriberStub;
import com.google.cloud.pubsub.v1.stub.SubscriberStubSettings;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.Subscription;
import io.grpc.ManagedChannelBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalPubSubTest {
  private static final String TOPIC = "projects/proj-local/topics/campaign-sync";
  private static final String DEAD = "projects/proj-local/topics/dead-letters";
  private static final String SUBSCRIPTION = "projects/proj-local/subscriptions/sync";

  private LocalPubSub pubSub;
  private GoogleClients google;

  @BeforeEach
  void start() throws Exception {
    pubSub = LocalPubSub.start(0, Clock.systemUTC(), List.of());
    google = new GoogleClients(pubSub.hostPort());
    google.topics.createTopic(TOPIC);
  }

  @AfterEach
  void stop() {
    google.close();
    pubSub.close();
  }

  @Test
  void publish_isPushedInTheServicesShapeAndAcknowledgedBy204() throws Exception {
    try (PushEndpoint endpoint = new PushEndpoint(number -> 204)) {
      google.subscriptions.createSubscription(push(SUBSCRIPTION, endpoint).build());
      String id = google.publish(TOPIC, "hällo", Map.of("kind", "dispatch"));
      await(
          () -> endpoint.pushes().size() == 1 && pubSub.broker().unacknowledged(SUBSCRIPTION) == 0);
      var body = endpoint.pushes().get(0).body();
      assertEquals("hällo", endpoint.pushes().get(0).text());
      assertEquals(SUBSCRIPTION, body.get("subscription").asText());
      assertNull(body.get("deliveryAttempt"));
      var message = body.get("message");
      assertEquals(id, message.get("messageId").asText());
      assertEquals(id, message.get("message_id").asText());
      assertEquals("dispatch", message.get("attributes").get("kind").asText());
      assertEquals(message.get("publishTime"), message.get("publish_time"));
      assertTrue(
          Math.abs(
                  Instant.parse(message.get("publishTime").asText()).getEpochSecond()
                      - Clock.systemUTC().instant().getEpochSecond())
              < 30);
    }
  }

  @Test
  void failingPush_comesAgainAfterGrowingPausesUntilTaken() throws Exception {
    int[] statuses = {500, 302, 429, 404, 200};
    try (PushEndpoint endpoint = new PushEndpoint(number -> statuses[Math.min(number, 4)])) {
      google.subscriptions.createSubscription(
          push(SUBSCRIPTION, endpoint).setRetryPolicy(retry(100, 400)).build());
      google.publish(TOPIC, "again", Map.of());
      await(
          () -> endpoint.pushes().size() == 5 && pubSub.broker().unacknowledged(SUBSCRIPTION) == 0);
      long[] least = {100, 200, 400, 400};
      for (int i = 0; i < least.length; i++) {
        long pause =
            (endpoint.pushes().get(i + 1).nanoTime() - endpoint.pushes().get(i).nanoTime())
                / 1_000_000;
        assertTrue(pause >= least[i], "pause " + i + " was " + pause + " ms");
      }
      Set<String> ids = new HashSet<>();
      endpoint.pushes().forEach(p -> ids.add(p.body().get("message").get("messageId").asText()));
      assertEquals(1, ids.size());
    }
  }

  @Test
  void endpointThatIsDown_getsItsMessagesOnceItIsUp() throws Exception {
    int port = LocalPort.anyFree();
    google.subscriptions.createSubscription(
        pull(SUBSCRIPTION)
            .setPushConfig(
                PushConfig.newBuilder().setPushEndpoint("http://127.0.0.1:" + port + "/"))
            .setRetryPolicy(retry(50, 200))
            .build());
    for (int i = 0; i < 20; i++) {
      google.publish(TOPIC, "kept " + i, Map.of());
    }
    assertEquals(20, pubSub.broker().unacknowledged(SUBSCRIPTION));
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (var host =
        FunctionHost.start(
            "late",
            port,
            (request, response) ->
                seen.add(
                    new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8)))) {
      await(() -> pubSub.broker().unacknowledged(SUBSCRIPTION) == 0);
      assertEquals(20, seen.size());
      assertEquals(port, host.port());
    }
  }

  @Test
  void hangingEndpoint_isRedeliveredAfterTheAckDeadline() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (PushEndpoint endpoint =
        new PushEndpoint(
            number -> {
              if (number == 0) {
                awaitQuietly(release);
              }
              return 200;
            })) {
      google.subscriptions.createSubscription(
          push(SUBSCRIPTION, endpoint)
              .setAckDeadlineSeconds(10)
              .setRetryPolicy(retry(10, 20))
              .build());
      google.publish(TOPIC, "slow", Map.of());
      await(
          () -> endpoint.pushes().size() == 2 && pubSub.broker().unacknowledged(SUBSCRIPTION) == 0);
      long waited = endpoint.pushes().get(1).nanoTime() - endpoint.pushes().get(0).nanoTime();
      assertTrue(waited >= 9_900_000_000L, "redelivered after " + waited + " ns");
      release.countDown();
    }
  }

  @Test
  void exhaustedMessage_movesToTheDeadLetterTopicWithItsSource() throws Exception {
    google.topics.createTopic(DEAD);
    String deadSubscription = "projects/proj-local/subscriptions/dead";
    try (PushEndpoint failing = new PushEndpoint(number -> 500);
        PushEndpoint morgue = new PushEndpoint(number -> 200)) {
      google.subscriptions.createSubscription(
          push(deadSubscription, morgue).setTopic(DEAD).build());
      google.subscriptions.createSubscription(
          push(SUBSCRIPTION, failing)
              .setRetryPolicy(retry(10, 20))
              .setDeadLetterPolicy(
                  DeadLetterPolicy.newBuilder().setDeadLetterTopic(DEAD).setMaxDeliveryAttempts(5))
              .build());
      google.publish(TOPIC, "poison", Map.of("kind", "sync"));
      await(() -> morgue.pushes().size() == 1);
      assertEquals(5, failing.pushes().size());
      for (int i = 0; i < 5; i++) {
        assertEquals(i + 1, failing.pushes().get(i).body().get("deliveryAttempt").asInt());
      }
      assertEquals("poison", morgue.pushes().get(0).text());
      var attributes = morgue.pushes().get(0).body().get("message").get("attributes");
      assertEquals("sync", attributes.get("kind").asText());
      assertEquals("5", attributes.get("CloudPubSubDeadLetterSourceDeliveryCount").asText());
      assertEquals("sync", attributes.get("CloudPubSubDeadLetterSourceSubscription").asText());
      assertEquals(
          "proj-local", attributes.get("CloudPubSubDeadLetterSourceSubscriptionProject").asText());
      assertTrue(attributes.has("CloudPubSubDeadLetterSourceTopicPublishTime"));
      await(() -> pubSub.broker().unacknowledged(SUBSCRIPTION) == 0);
    }
  }

  @Test
  void everySubscription_getsEveryMessageWhateverTheOtherDoes() throws Exception {
    String second = "projects/proj-local/subscriptions/second";
    try (PushEndpoint good = new PushEndpoint(number -> 200);
        PushEndpoint bad = new PushEndpoint(number -> 503)) {
      google.subscriptions.createSubscription(push(SUBSCRIPTION, good).build());
      google.subscriptions.createSubscription(
          push(second, bad).setRetryPolicy(retry(10_000, 20_000)).build());
      for (int i = 0; i < 50; i++) {
        google.publish(TOPIC, "m" + i, Map.of());
      }
      await(() -> good.pushes().size() == 50 && bad.pushes().size() == 50);
      // The last answer may still be on its way.
      await(() -> pubSub.broker().unacknowledged(SUBSCRIPTION) == 0);
      assertEquals(50, pubSub.broker().unacknowledged(second));
    }
  }

  @Test
  void pull_handsOutOnceAcknowledgesAndGivesBackWhatIsRejected() throws Exception {
    google.subscriptions.createSubscription(pull(SUBSCRIPTION).build());
    google.publish(TOPIC, "one", Map.of());
    google.publish(TOPIC, "two", Map.of());
    List<ReceivedMessage> first = pullNow();
    assertEquals(2, first.size());
    assertTrue(pullNow().isEmpty(), "handed out, not yet due again");
    google.subscriptions.acknowledge(SUBSCRIPTION, List.of(first.get(0).getAckId()));
    google.subscriptions.modifyAckDeadline(SUBSCRIPTION, List.of(first.get(1).getAckId()), 0);
    List<ReceivedMessage> again = pullNow();
    assertEquals(1, again.size());
    assertEquals("two", again.get(0).getMessage().getData().toStringUtf8());
    assertNotEquals(first.get(1).getAckId(), again.get(0).getAckId());
    google.subscriptions.acknowledge(SUBSCRIPTION, List.of(again.get(0).getAckId(), "unknown"));
    assertEquals(0, pubSub.broker().unacknowledged(SUBSCRIPTION));
  }

  @Test
  void modifiedPushConfig_pushesWhatIsHeldToTheNewEndpoint() throws Exception {
    google.subscriptions.createSubscription(pull(SUBSCRIPTION).build());
    google.publish(TOPIC, "held", Map.of());
    try (PushEndpoint endpoint = new PushEndpoint(number -> 204)) {
      google.subscriptions.modifyPushConfig(
          SUBSCRIPTION, PushConfig.newBuilder().setPushEndpoint(endpoint.url()).build());
      await(() -> pubSub.broker().unacknowledged(SUBSCRIPTION) == 0);
      assertEquals("held", endpoint.pushes().get(0).text());
      var changed = google.subscriptions.getSubscription(SUBSCRIPTION);
      assertEquals(endpoint.url(), changed.getPushConfig().getPushEndpoint());
      var refused =
          assertThrows(
              ApiException.class,
              () ->
                  google.subscriptions.updateSubscription(
                      changed, FieldMask.newBuilder().addPaths("labels").build()));
      assertEquals(StatusCode.Code.UNIMPLEMENTED, refused.getStatusCode().getCode());
      assertTrue(refused.getMessage().contains("labels"), refused.getMessage());
      var seek =
          assertThrows(
              ApiException.class,
              () ->
                  google.subscriptions.seek(
                      SeekRequest.newBuilder().setSubscription(SUBSCRIPTION).build()));
      assertTrue(seek.getMessage().contains("Seek"), seek.getMessage());
    }
  }

  @Test
  void errors_haveTheServicesCodes() {
    assertThrows(AlreadyExistsException.class, () -> google.topics.createTopic(TOPIC));
    assertThrows(InvalidArgumentException.class, () -> google.topics.createTopic("projects/p/t/x"));
    assertThrows(
        InvalidArgumentException.class,
        () -> google.topics.createTopic("projects/proj-local/topics/goog-mine"));
    assertThrows(NotFoundException.class, () -> google.topics.getTopic(DEAD));
    assertThrows(NotFoundException.class, () -> google.topics.deleteTopic(DEAD));
    assertThrows(
        NotFoundException.class,
        () -> google.subscriptions.createSubscription(pull(SUBSCRIPTION).setTopic(DEAD).build()));
    assertThrows(
        InvalidArgumentException.class,
        () ->
            google.subscriptions.createSubscription(
                pull(SUBSCRIPTION).setAckDeadlineSeconds(5).build()));
    assertThrows(
        InvalidArgumentException.class,
        () ->
            google.subscriptions.createSubscription(
                pull(SUBSCRIPTION)
                    .setPushConfig(PushConfig.newBuilder().setPushEndpoint("ftp://x"))
                    .build()));
    google.subscriptions.createSubscription(pull(SUBSCRIPTION).build());
    assertThrows(
        AlreadyExistsException.class,
        () -> google.subscriptions.createSubscription(pull(SUBSCRIPTION).build()));
    assertThrows(NotFoundException.class, () -> google.subscriptions.pull(SUBSCRIPTION + "2", 1));
    var empty =
        assertThrows(InvalidArgumentException.class, () -> google.topics.publish(TOPIC, List.of()));
    assertTrue(empty.getMessage().contains("at least one message"), empty.getMessage());
  }

  @Test
  void streamingPullAndFilters_areRefusedByName() throws Exception {
    var filtered =
        assertThrows(
            ApiException.class,
            () ->
                google.subscriptions.createSubscription(
                    pull(SUBSCRIPTION).setFilter("attributes.x = \"1\"").build()));
    assertEquals(StatusCode.Code.UNIMPLEMENTED, filtered.getStatusCode().getCode());
    assertTrue(filtered.getMessage().contains("Subscription.filter"), filtered.getMessage());
    google.subscriptions.createSubscription(pull(SUBSCRIPTION).build());
    try (var stub =
        GrpcSubscriberStub.create(
            SubscriberStubSettings.newBuilder()
                .setTransportChannelProvider(
                    SubscriberStubSettings.defaultGrpcTransportProviderBuilder()
                        .setEndpoint(pubSub.hostPort())
                        .setChannelConfigurator(ManagedChannelBuilder::usePlaintext)
                        .build())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build())) {
      var call = stub.streamingPullCallable().call();
      call.send(StreamingPullRequest.newBuilder().setSubscription(SUBSCRIPTION).build());
      var refused = assertThrows(ApiException.class, () -> call.iterator().hasNext());
      assertEquals(StatusCode.Code.UNIMPLEMENTED, refused.getStatusCode().getCode());
      assertTrue(refused.getMessage().contains("StreamingPull"), refused.getMessage());
    }
  }

  @Test
  void lists_arePagedAndDeletedThingsAreGone() throws Exception {
    for (int i = 0; i < 7; i++) {
      google.topics.createTopic("projects/proj-local/topics/list-" + i);
    }
    google.topics.createTopic("projects/other/topics/not-ours");
    var request =
        ListTopicsRequest.newBuilder().setProject("projects/proj-local").setPageSize(3).build();
    List<String> names = new ArrayList<>();
    google.topics.listTopics(request).iterateAll().forEach(topic -> names.add(topic.getName()));
    assertEquals(8, names.size());
    assertEquals(names.stream().sorted().distinct().toList(), names);

    google.subscriptions.createSubscription(pull(SUBSCRIPTION).build());
    List<String> attached = new ArrayList<>();
    google.topics.listTopicSubscriptions(TOPIC).iterateAll().forEach(attached::add);
    assertEquals(List.of(SUBSCRIPTION), attached);
    google.topics.deleteTopic(TOPIC);
    assertEquals("_deleted-topic_", google.subscriptions.getSubscription(SUBSCRIPTION).getTopic());
    google.subscriptions.deleteSubscription(SUBSCRIPTION);
    assertThrows(NotFoundException.class, () -> google.subscriptions.getSubscription(SUBSCRIPTION));
  }

  @Test
  void port_inUseIsOneLine() {
    var refused =
        assertThrows(
            PortInUseException.class,
            () -> LocalPubSub.start(pubSub.port(), Clock.systemUTC(), List.of()));
    assertTrue(refused.getMessage().startsWith("port " + pubSub.port() + " (Pub/Sub)"));
    assertFalse(refused.getMessage().contains("\n"));
  }

  private List<ReceivedMessage> pullNow() {
    return google.subscriptions.pull(SUBSCRIPTION, 10).getReceivedMessagesList();
  }

  private static Subscription.Builder pull(String name) {
    return Subscription.newBuilder().setName(name).setTopic(TOPIC);
  }

  private static Subscription.Builder push(String name, PushEndpoint endpoint) {
    return pull(name)
        .setPushConfig(PushConfig.newBuilder().setPushEndpoint(endpoint.url()).build());
  }

  private static RetryPolicy retry(long minMillis, long maxMillis) {
    return RetryPolicy.newBuilder()
        .setMinimumBackoff(Durations.fromMillis(minMillis))
        .setMaximumBackoff(Durations.fromMillis(maxMillis))
        .build();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(40, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not reached in 30 s");
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
