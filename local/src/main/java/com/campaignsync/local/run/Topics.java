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

  static void create(MessageBroker broker, Ports ports) {
    String topic = name("topics", LocalEnvironment.TOPIC);
    String deadLetters = name("topics", LocalEnvironment.TOPIC + "-dead-letter");
    broker.ensure(Topic.newBuilder().setName(topic).build());
    broker.ensure(Topic.newBuilder().setName(deadLetters).build());
    broker.replace(
        Subscription.newBuilder()
            .setName(name("subscriptions", LocalEnvironment.TOPIC + "-dead-letter"))
            .setTopic(deadLetters)
            .setAckDeadlineSeconds(ACK_DEADLINE_SECONDS)
            .build());
    broker.replace(
        Subscription.newBuilder()
            .setName(name("subscriptions", "sync-campaign-metrics"))
            .setTopic(topic)
            .setAckDeadlineSeconds(ACK_DEADLINE_SECONDS)
            .setPushConfig(
                PushConfig.newBuilder()
                    .setPushEndpoint("http://127.0.0.1:" + ports.syncCampaignMetrics() + "/"))
            .setRetryPolicy(
                RetryPolicy.newBuilder()
                    .setMinimumBackoff(Duration.newBuilder().setSeconds(RETRY_SECONDS_MIN))
                    .setMaximumBackoff(Duration.newBuilder().setSeconds(RETRY_SECONDS_MAX)))
            .setDeadLetterPolicy(
                DeadLetterPolicy.newBuilder()
                    .setDeadLetterTopic(deadLetters)
                    .setMaxDeliveryAttempts(DELIVERY_ATTEMPTS_MAX))
            .build());
  }

  private static String name(String kind, String id) {
    return "projects/%s/%s/%s".formatted(LocalEnvironment.PROJECT, kind, id);
  }
}
