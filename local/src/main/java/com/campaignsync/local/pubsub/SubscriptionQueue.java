package com.campaignsync.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one subscription. Each is in exactly one place: waiting (due now or after a
 * pause), handed out (until its deadline), or undeliverable (to be moved to the dead-letter topic).
 * It leaves only by acknowledgement or by that move. Knows no clock: callers say what time it is.
 *
 * <p>Where messages are ordered, only the first of each ordering key is in one of these places; the
 * others stand behind it until it leaves. So a message that is not taken holds its key back.
 */
final class SubscriptionQueue {
  private final QueueLimits limits;
  private final Backoff backoff;
  private final int attemptsMax;
  private final boolean ordered;

  private final TreeSet<QueuedMessage> waiting = new TreeSet<>(QueuedMessage.BY_DUE_TIME);
  private final TreeSet<QueuedMessage> handedOut = new TreeSet<>(QueuedMessage.BY_DUE_TIME);
  private final TreeSet<QueuedMessage> undeliverable = new TreeSet<>(QueuedMessage.BY_DUE_TIME);
  private final Map<String, QueuedMessage> byAckId = new HashMap<>();

  /** By ordering key, as long as a message of that key is here: those behind the first. */
  private final Map<String, ArrayDeque<QueuedMessage>> behind = new HashMap<>();

  private int behindCount;
  private long sequence;
  private long bytes;

  /**
   * @param attemptsMax deliveries before a message counts as undeliverable; {@link
   *     Integer#MAX_VALUE} where there is no dead-letter policy
   * @param ordered whether messages of one ordering key are delivered one after the other
   */
  SubscriptionQueue(QueueLimits limits, Backoff backoff, int attemptsMax, boolean ordered) {
    this.ordered = ordered;
    this.limits = limits;
    this.backoff = backoff;
    this.attemptsMax = attemptsMax;
  }

  /** Messages not acknowledged, wherever they are. */
  synchronized int size() {
    return waiting.size() + handedOut.size() + undeliverable.size() + behindCount;
  }

  synchronized boolean hasRoomFor(int messages, long moreBytes) {
    return size() + messages <= limits.messagesMax() && bytes + moreBytes <= limits.bytesMax();
  }

  synchronized void add(PubsubMessage message, Instant now) {
    QueuedMessage queued = new QueuedMessage(message, sequence++, now);
    bytes += queued.bytes();
    ArrayDeque<QueuedMessage> sameKey = isOrdered(queued) ? behind.get(queued.key()) : null;
    if (sameKey != null) {
      sameKey.addLast(queued);
      behindCount++;
      return;
    }
    if (isOrdered(queued)) {
      behind.put(queued.key(), new ArrayDeque<>());
    }
    waiting.add(queued);
  }

  private boolean isOrdered(QueuedMessage message) {
    return ordered && !message.key().isEmpty();
  }

  /** The message left for good: the next of its key may go. */
  private void left(QueuedMessage message) {
    bytes -= message.bytes();
    if (!isOrdered(message)) {
      return;
    }
    ArrayDeque<QueuedMessage> sameKey = behind.get(message.key());
    QueuedMessage next = sameKey == null ? null : sameKey.pollFirst();
    if (next == null) {
      behind.remove(message.key());
    } else {
      behindCount--;
      waiting.add(next);
    }
  }

  /** Hands out at most {@code max} messages that are due, until {@code now + lease}. */
  synchronized List<Delivery> handOut(int max, Instant now, Duration lease) {
    List<Delivery> deliveries = new ArrayList<>();
    while (deliveries.size() < max && isDue(waiting, now)) {
      QueuedMessage next = waiting.pollFirst();
      deliveries.add(next.handOut(now.plus(lease)));
      handedOut.add(next);
      byAckId.put(next.ackId(), next);
    }
    return deliveries;
  }

  /**
   * Forgets the message. An ack id whose deadline passed is ignored: it will be delivered again.
   */
  synchronized void acknowledge(String ackId) {
    QueuedMessage acknowledged = takeBack(ackId);
    if (acknowledged != null) {
      left(acknowledged);
    }
  }

  /** The delivery failed: the message rests and comes again, or becomes undeliverable. */
  synchronized void reject(String ackId, Instant now) {
    QueuedMessage rejected = takeBack(ackId);
    if (rejected != null) {
      putBack(rejected, now);
    }
  }

  /** Moves the end of a hand-out to {@code now + lease}. */
  synchronized void extend(String ackId, Instant now, Duration lease) {
    QueuedMessage extended = takeBack(ackId);
    if (extended != null) {
      extended.dueAt(now.plus(lease));
      handedOut.add(extended);
      byAckId.put(ackId, extended);
    }
  }

  /** Takes back every message whose hand-out ended without an answer. */
  synchronized void expire(Instant now) {
    while (isDue(handedOut, now)) {
      reject(handedOut.first().ackId(), now);
    }
  }

  /** The undeliverable message to move next, if one is due; it stays here until {@link #moved}. */
  synchronized Optional<QueuedMessage> undeliverable(Instant now) {
    return isDue(undeliverable, now) ? Optional.of(undeliverable.first()) : Optional.empty();
  }

  /** The message is on the dead-letter topic. */
  synchronized void moved(QueuedMessage message) {
    if (undeliverable.remove(message)) {
      left(message);
    }
  }

  /** The dead-letter topic did not take it: tried again after {@code pause}. */
  synchronized void notMoved(QueuedMessage message, Instant now, Duration pause) {
    if (undeliverable.remove(message)) {
      message.dueAt(now.plus(pause));
      undeliverable.add(message);
    }
  }

  /** When the next thing that is not due at {@code now} will be. */
  synchronized Optional<Instant> nextDueAfter(Instant now) {
    QueuedMessage lastDueNow =
        new QueuedMessage(PubsubMessage.getDefaultInstance(), Long.MAX_VALUE, now);
    return Stream.of(waiting, handedOut, undeliverable)
        .map(set -> set.higher(lastDueNow))
        .filter(Objects::nonNull)
        .map(QueuedMessage::due)
        .min(Instant::compareTo);
  }

  private void putBack(QueuedMessage message, Instant now) {
    if (message.attempts() >= attemptsMax) {
      message.dueAt(now);
      undeliverable.add(message);
    } else {
      message.dueAt(now.plus(backoff.after(message.attempts())));
      waiting.add(message);
    }
  }

  private @Nullable QueuedMessage takeBack(String ackId) {
    QueuedMessage message = byAckId.remove(ackId);
    if (message != null) {
      handedOut.remove(message);
    }
    return message;
  }

  private static boolean isDue(TreeSet<QueuedMessage> messages, Instant now) {
    return !messages.isEmpty() && !messages.first().due().isAfter(now);
  }
}
