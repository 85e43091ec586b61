package com.campaignsync.local.run;

import com.google.protobuf.Duration;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;

/** The topics and push subscriptions that Terraform makes in the cloud. */
final class Topics {

  /** As in the cloud: the longest that a push may take. */
  private static final int ACK_DEADLINE_SECONDS = 600;

  /** Quicker than the cloud's 10 to 600 s: somebody is waiting at the terminal. */
  private static final int RETRY_SECONDS_MIN = 1;

  private static final int RETRY_SECONDS_MAX = 15;

  /** The most that Pub/Sub allows: a lease that must expire first is no reason to give up. */
  private static final int DELIVERY_ATTEMPTS_MAX = 100;

  private Topics() {}

  /** Each topic has one function; what it gives up lands in the maintenance function. */
  static void create(MessageBroker broker, Ports ports) {
    create(broker, LocalEnvironment.TOPIC, "sync-campaign-metrics", ports.syncCampaignMetrics());
    create(broker, LocalEnvironment.MAINTENANCE_TOPIC, "full-resync", ports.fullResync());
    for (String topic : new String[] {LocalEnvironment.TOPIC, LocalEnvironment.MAINTENANCE_TOPIC}) {
      broker.replace(push(deadLetters(topic), deadLetters(topic), ports.fullResync()).build());
    }
  }

  private static void create(MessageBroker broker, String topic, String function, int port) {
    broker.ensure(Topic.newBuilder().setName(name("topics", topic)).build());
    broker.ensure(Topic.newBuilder().setName(name("topics", deadLetters(topic))).build());
    broker.replace(
        push(function, topic, port)
            .setDeadLetterPolicy(
                DeadLetterPolicy.newBuilder()
                    .setDeadLetterTopic(name("topics", deadLetters(topic)))
                    .setMaxDeliveryAttempts(DELIVERY_ATTEMPTS_MAX))
            .build());
  }

  private static Subscription.Builder push(String subscription, String topic, int port) {
    return Subscription.newBuilder()
        .setName(name("subscriptions", subscription))
        .setTopic(name("topics", topic))
        .setAckDeadlineSeconds(ACK_DEADLINE_SECONDS)
        .setPushConfig(PushConfig.newBuilder().setPushEndpoint("http://127.0.0.1:" + port + "/"))
        .setRetryPolicy(
            RetryPolicy.newBuilder()
                .setMinimumBackoff(Duration.newBuilder().setSeconds(RETRY_SECONDS_MIN))
                .setMaximumBackoff(Duration.newBuilder().setSeconds(RETRY_SECONDS_MAX)));
  }

  private static String deadLetters(String topic) {
    return topic + "-dead-letter";
  }

  private static String name(String kind, String id) {
    return "projects/%s/%s/%s".formatted(LocalEnvironment.PROJECT, kind, id);
  }
}
