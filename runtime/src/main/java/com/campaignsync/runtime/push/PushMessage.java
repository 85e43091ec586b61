package com.campaignsync.runtime.push;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One delivery of a Pub/Sub message; the same message may come several times. */
public final class PushMessage {

  private final byte[] data;
  private final Map<String, String> attributes;
  private final String messageId;
  private final Optional<Instant> publishTime;
  private final String subscription;
  private final int deliveryAttempt;

  PushMessage(
      byte[] data,
      Map<String, String> attributes,
      String messageId,
      Optional<Instant> publishTime,
      String subscription,
      int deliveryAttempt) {
    this.data = data;
    this.attributes = Map.copyOf(attributes);
    this.messageId = messageId;
    this.publishTime = publishTime;
    this.subscription = subscription;
    this.deliveryAttempt = deliveryAttempt;
  }

  /** The payload, decoded; empty for a message of attributes only. */
  public byte[] data() {
    return data.clone();
  }

  /** The payload as UTF-8 text. */
  public String text() {
    return new String(data, StandardCharsets.UTF_8);
  }

  /** The attributes, by name. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** The id Pub/Sub gave the message: the same at each redelivery. */
  public String messageId() {
    return messageId;
  }

  /** When it was published, where the envelope says so. */
  public Optional<Instant> publishTime() {
    return publishTime;
  }

  /** {@code projects/P/subscriptions/S}, or empty where the envelope has none. */
  public String subscription() {
    return subscription;
  }

  /** Which attempt this is, from 1; 0 where the subscription has no dead-letter topic. */
  public int deliveryAttempt() {
    return deliveryAttempt;
  }
}
