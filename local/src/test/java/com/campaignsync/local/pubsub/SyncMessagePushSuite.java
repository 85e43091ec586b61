package com.campaignsync.local.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.googlecloud.pubsub.PubSubEndpoint;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubPublisher;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubSyncMessages;
import com.campaignsync.adapters.googlecloud.pubsub.SyncMessageCodec;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.runtime.push.PushMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The product's publisher and a push endpoint with any Pub/Sub between them. */
@Timeout(120)
abstract class SyncMessagePushSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String id = "t" + UUID.randomUUID();
  private final String topic = "projects/proj-local/topics/" + id;
  private final String subscription = "projects/proj-local/subscriptions/" + id;

  /** Where the Pub/Sub under test listens. */
  abstract String hostPort();

  @Test
  void message_isPushedInAnEnvelopeThatTheFunctionsRead() throws Exception {
    SyncMessage run = SyncMessage.RunJobs.of(UUID.randomUUID());
    try (PushEndpoint endpoint = new PushEndpoint(number -> 204)) {
      publish(endpoint, run);
      await(() -> !endpoint.pushes().isEmpty());
      PushMessage push =
          com.campaignsync.runtime.push.PushEnvelope.parse(
              new java.io.ByteArrayInputStream(
                  endpoint.pushes().get(0).body().toString().getBytes(StandardCharsets.UTF_8)));
      assertEquals(run, SyncMessageCodec.decode(push.data()));
    }
  }

  @Test
  void messageNotAcknowledged_comesAgainAsTheSameMessage() throws Exception {
    try (PushEndpoint endpoint = new PushEndpoint(number -> number < 2 ? 503 : 204)) {
      publish(endpoint, new SyncMessage.Dispatch());
      await(() -> endpoint.pushes().size() >= 3);
      Set<String> ids = new HashSet<>();
      endpoint
          .pushes()
          .forEach(push -> ids.add(push.body().get("message").get("messageId").asText()));
      assertEquals(1, ids.size());
    }
  }

  private void publish(PushEndpoint endpoint, SyncMessage message) throws Exception {
    try (GoogleClients google = new GoogleClients(hostPort());
        PubSubPublisher publisher =
            new PubSubPublisher(new PubSubEndpoint("proj-local", hostPort()))) {
      google.topics.createTopic(topic);
      google.subscriptions.createSubscription(
          Subscription.newBuilder()
              .setName(subscription)
              .setTopic(topic)
              .setAckDeadlineSeconds(10)
              .setPushConfig(PushConfig.newBuilder().setPushEndpoint(endpoint.url()))
              .build());
      new PubSubSyncMessages(publisher, id, id)
          .publish(MessagePublisher.Topic.SYNC, message)
          .block(PATIENCE);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not reached in 30 s");
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
