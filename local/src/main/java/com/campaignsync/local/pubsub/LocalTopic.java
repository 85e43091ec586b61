package com.campaignsync.local.pubsub;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One topic and the subscriptions that each get every message published on it. */
final class LocalTopic {
  private final Topic config;
  private final Map<String, LocalSubscription> subscriptions = new LinkedHashMap<>();

  LocalTopic(Topic config) {
    this.config = config;
  }

  Topic config() {
    return config;
  }

  synchronized void attach(LocalSubscription subscription) {
    subscriptions.put(subscription.config().getName(), subscription);
  }

  synchronized void detach(String subscription) {
    subscriptions.remove(subscription);
  }

  synchronized List<String> subscriptionNames() {
    return List.copyOf(subscriptions.keySet());
  }

  /**
   * Gives the messages to every subscription, or to none.
   *
   * @return their ids, in order
   * @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED if a subscription's backlog is full
   */
  synchronized List<String> publish(
      List<PubsubMessage> messages, Supplier<String> ids, Instant now) {
    List<PubsubMessage> stamped = stamp(messages, ids, now);
    requireRoom(stamped);
    for (LocalSubscription subscription : subscriptions.values()) {
      stamped.forEach(subscription::add);
      subscription.wakeSoon();
    }
    return stamped.stream().map(PubsubMessage::getMessageId).toList();
  }

  private static List<PubsubMessage> stamp(
      List<PubsubMessage> messages, Supplier<String> ids, Instant now) {
    List<PubsubMessage> stamped = new ArrayList<>(messages.size());
    for (PubsubMessage message : messages) {
      stamped.add(
          message.toBuilder()
              .setMessageId(ids.get())
              .setPublishTime(Timestamps.fromMillis(now.toEpochMilli()))
              .build());
    }
    return stamped;
  }

  private void requireRoom(List<PubsubMessage> messages) {
    long bytes = messages.stream().mapToLong(PubsubMessage::getSerializedSize).sum();
    for (LocalSubscription subscription : subscriptions.values()) {
      if (!subscription.hasRoomFor(messages.size(), bytes)) {
        throw GrpcErrors.exhausted(
            "%s holds %d unacknowledged messages, as many as run-local keeps: is its endpoint down?"
                .formatted(subscription.config().getName(), subscription.unacknowledged()));
      }
    }
  }
}
