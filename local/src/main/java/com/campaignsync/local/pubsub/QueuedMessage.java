package com.campaignsync.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Instant;
import java.util.Comparator;

/** One message of one subscription, with the time it is due for something. Guarded by its queue. */
final class QueuedMessage {
  /** Due first, and among those due together, first come. */
  static final Comparator<QueuedMessage> BY_DUE_TIME =
      Comparator.<QueuedMessage, Instant>comparing(queued -> queued.due)
          .thenComparingLong(queued -> queued.sequence);

  private final PubsubMessage message;
  private final long sequence;
  private Instant due;
  private int attempts;

  QueuedMessage(PubsubMessage message, long sequence, Instant due) {
    this.message = message;
    this.sequence = sequence;
    this.due = due;
  }

  PubsubMessage message() {
    return message;
  }

  /** Its ordering key; empty if it has none. */
  String key() {
    return message.getOrderingKey();
  }

  int bytes() {
    return message.getSerializedSize();
  }

  int attempts() {
    return attempts;
  }

  /** When it may be delivered, or when its hand-out ends. */
  Instant due() {
    return due;
  }

  void dueAt(Instant instant) {
    due = instant;
  }

  Delivery handOut(Instant deadline) {
    attempts++;
    due = deadline;
    return new Delivery(message, attempts, sequence + ":" + attempts);
  }

  /** The ack id of the present hand-out. */
  String ackId() {
    return sequence + ":" + attempts;
  }
}
