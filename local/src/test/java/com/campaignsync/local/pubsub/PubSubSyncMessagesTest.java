package com.campaignsync.local.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.googlecloud.pubsub.PubSubEndpoint;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubPublisher;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubSyncMessages;
import com.campaignsync.adapters.googlecloud.pubsub.PublishException;
import com.campaignsync.adapters.googlecloud.pubsub.PublishException.Code;
import com.campaignsync.adapters.googlecloud.pubsub.SyncMessageCodec;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.local.net.LocalPort;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

/** The product's publisher against the local server, both real. */
@Timeout(60)
class PubSubSyncMessagesTest {
  private static final String TOPIC = "projects/proj-local/topics/campaign-sync";
  private static final String SUBSCRIPTION = "projects/proj-local/subscriptions/all";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private LocalPubSub pubSub;
  private PubSubPublisher publisher;

  @BeforeEach
  void start() {
    pubSub = LocalPubSub.start(0, Clock.systemUTC(), List.of());
    pubSub.broker().createTopic(Topic.newBuilder().setName(TOPIC).build());
    pubSub
        .broker()
        .createSubscription(
            Subscription.newBuilder().setName(SUBSCRIPTION).setTopic(TOPIC).build());
    publisher = new PubSubPublisher(new PubSubEndpoint("proj-local", pubSub.hostPort()));
  }

  @AfterEach
  void stop() {
    publisher.close();
    pubSub.close();
  }

  @Test
  void publish_arrivesAsTheSameMessage() {
    PubSubSyncMessages messages = new PubSubSyncMessages(publisher, "campaign-sync", "other");
    SyncMessage run =
        SyncMessage.RunJobs.of(UUID.fromString("0c6f4a4e-52f4-4f4e-9d5e-1f3d0b6d8a11"));
    messages.publish(MessagePublisher.Topic.SYNC, run).block(PATIENCE);
    messages.publish(MessagePublisher.Topic.SYNC, new SyncMessage.Dispatch()).block(PATIENCE);
    List<SyncMessage> arrived =
        pubSub.broker().pull(SUBSCRIPTION, 10).stream()
            .map(delivery -> SyncMessageCodec.decode(delivery.message().getData().toByteArray()))
            .toList();
    assertEquals(List.of(run, new SyncMessage.Dispatch()), arrived);
  }

  @Test
  void publish_keepsAttributesAndAnswersTheMessagesId() {
    String id = publisher.publish(TOPIC, new byte[] {1}, Map.of("k", "v")).block(PATIENCE);
    Delivery delivery = pubSub.broker().pull(SUBSCRIPTION, 10).get(0);
    assertEquals(id, delivery.message().getMessageId());
    assertEquals(Map.of("k", "v"), delivery.message().getAttributesMap());
  }

  @Test
  void manyAtOnce_allArriveOnce() {
    List<String> ids =
        Flux.range(0, 500)
            .flatMap(i -> publisher.publish(TOPIC, new byte[] {i.byteValue()}, Map.of()), 50)
            .collectList()
            .block(PATIENCE);
    assertEquals(500, new HashSet<>(ids).size());
    assertEquals(500, pubSub.broker().unacknowledged(SUBSCRIPTION));
  }

  @Test
  void onceOpen_aMessageIsKeptWithinAHundredMilliseconds() {
    publisher.publish(TOPIC, new byte[] {1}, Map.of()).block(PATIENCE);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = System.nanoTime();
      publisher.publish(TOPIC, new byte[] {1}, Map.of()).block(PATIENCE);
      best = Math.min(best, System.nanoTime() - before);
    }
    assertTrue(best < 100_000_000, "best of 20 took " + best + " ns");
  }

  @Test
  void missingTopic_isNamedAndNotTransient() {
    PublishException failed =
        assertThrows(
            PublishException.class,
            () -> publisher.publish("other", new byte[] {1}, Map.of()).block(PATIENCE));
    assertEquals(Code.PUBSUB_TOPIC_MISSING, failed.code());
    assertFalse(failed.code().isTransient());
    assertTrue(failed.getMessage().contains("projects/proj-local/topics/other"));
  }

  @Test
  void unreachableBroker_failsWithinTheRetryTimeAsTransient() throws Exception {
    String nobody = LocalPort.HOST + ":" + LocalPort.anyFree();
    try (PubSubPublisher lonely = new PubSubPublisher(new PubSubEndpoint("p", nobody))) {
      PublishException failed =
          assertThrows(
              PublishException.class,
              () -> lonely.publish("campaign-sync", new byte[] {1}, Map.of()).block(PATIENCE));
      assertEquals(Code.PUBSUB_UNREACHABLE, failed.code());
      assertTrue(failed.code().isTransient());
    }
  }

  @Test
  void closedPublisher_refusesAndAnUnusedOneClosesAtOnce() {
    publisher.publish(TOPIC, new byte[] {1}, Map.of()).block(PATIENCE);
    publisher.close();
    PublishException refused =
        assertThrows(
            PublishException.class,
            () -> publisher.publish(TOPIC, new byte[] {1}, Map.of()).block(PATIENCE));
    assertEquals(Code.PUBSUB_REFUSED, refused.code());
    new PubSubPublisher(new PubSubEndpoint("p", null)).close();
  }
}
