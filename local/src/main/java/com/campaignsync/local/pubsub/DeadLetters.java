package com.campaignsync.local.pubsub;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;

/** What the service does to a message it moves to a dead-letter topic. */
final class DeadLetters {
  /** A policy that names no number means 5, as in the API's reference. */
  private static final int ATTEMPTS_DEFAULT = 5;

  private static final int ATTEMPTS_MIN = 5;
  private static final int ATTEMPTS_MAX = 100;

  private static final String PREFIX = "CloudPubSubDeadLetterSource";

  private DeadLetters() {}

  /** Deliveries before a message of this subscription moves. */
  static int attemptsMax(Subscription subscription) {
    if (!subscription.hasDeadLetterPolicy()) {
      return Integer.MAX_VALUE;
    }
    DeadLetterPolicy policy = subscription.getDeadLetterPolicy();
    int attempts = policy.getMaxDeliveryAttempts();
    if (attempts == 0) {
      return ATTEMPTS_DEFAULT;
    }
    if (attempts < ATTEMPTS_MIN || attempts > ATTEMPTS_MAX) {
      throw GrpcErrors.invalid("dead_letter_policy: max_delivery_attempts is 5 to 100");
    }
    return attempts;
  }

  /** The message as published on the dead-letter topic: its source is told in attributes. */
  static PubsubMessage letter(String subscription, PubsubMessage message, int attempts) {
    return message.toBuilder()
        .clearMessageId()
        .clearPublishTime()
        .putAttributes(PREFIX + "DeliveryCount", Integer.toString(attempts))
        .putAttributes(
            PREFIX + "Subscription", subscription.substring(subscription.lastIndexOf('/') + 1))
        .putAttributes(PREFIX + "SubscriptionProject", ResourceNames.projectOf(subscription))
        .putAttributes(PREFIX + "TopicPublishTime", Timestamps.toString(message.getPublishTime()))
        .build();
  }
}
