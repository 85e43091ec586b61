package com.campaignsync.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import io.grpc.StatusRuntimeException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One subscription: its queue, and the pushes and moves to the dead-letter topic it leads to. */
final class LocalSubscription {
  private static final System.Logger LOG = System.getLogger(LocalSubscription.class.getName());

  /** Pushes in flight: the function behind runs 16 calls, some of them for people. */
  private static final int PUSHES_MAX = 8;

  /** Before a dead-letter topic that is full or gone is tried again. */
  private static final Duration DEAD_LETTER_PAUSE = Duration.ofSeconds(5);

  private volatile Subscription config;
  private final Engine engine;
  private final BiConsumer<String, PubsubMessage> deadLetterPublisher;
  private final SubscriptionQueue queue;
  private final Semaphore pushes = new Semaphore(PUSHES_MAX);
  private volatile @Nullable PushDelivery push;
  private volatile boolean deleted;
  private @Nullable Instant wakeAt;
  private @Nullable Future<?> timer;

  /**
   * @param deadLetterPublisher publishes on the topic of that name, or throws
   */
  LocalSubscription(
      Subscription config, Engine engine, BiConsumer<String, PubsubMessage> deadLetterPublisher) {
    this.config = config;
    this.engine = engine;
    this.deadLetterPublisher = deadLetterPublisher;
    this.queue =
        new SubscriptionQueue(
            QueueLimits.DEFAULT,
            Backoff.of(config),
            DeadLetters.attemptsMax(config),
            config.getEnableMessageOrdering());
    this.push = pushOf(config);
  }

  Subscription config() {
    return config;
  }

  /**
   * Pushes to another endpoint from now on, or waits to be pulled; pushes in flight end where they
   * are.
   *
   * @param changed the configuration with another push_config and nothing else changed
   */
  synchronized void push(Subscription changed) {
    push = pushOf(changed);
    config = changed;
    wakeSoon();
  }

  int unacknowledged() {
    return queue.size();
  }

  boolean hasRoomFor(int messages, long bytes) {
    return queue.hasRoomFor(messages, bytes);
  }

  /** Adds without waking: the caller wakes once all of a batch is in. */
  void add(PubsubMessage message) {
    queue.add(message, engine.now());
  }

  List<Delivery> pull(int max) {
    queue.expire(engine.now());
    List<Delivery> deliveries =
        queue.handOut(max, engine.now(), Duration.ofSeconds(config.getAckDeadlineSeconds()));
    wake();
    return deliveries;
  }

  void acknowledge(List<String> ackIds) {
    queue.expire(engine.now());
    ackIds.forEach(queue::acknowledge);
    wake();
  }

  /**
   * @param lease zero gives the messages back at once
   */
  void modifyAckDeadline(List<String> ackIds, Duration lease) {
    Instant now = engine.now();
    queue.expire(now);
    for (String ackId : ackIds) {
      if (lease.isZero()) {
        queue.reject(ackId, now);
      } else {
        queue.extend(ackId, now, lease);
      }
    }
    wake();
  }

  /** Nothing is delivered any more; pushes in flight end unheeded. */
  void delete() {
    deleted = true;
  }

  /** {@link #wake()} on another thread, for callers that hold locks or cannot wait. */
  void wakeSoon() {
    engine.execute(this::wake);
  }

  /** Does everything that is due, then sleeps until the next thing is. */
  void wake() {
    if (deleted) {
      return;
    }
    Instant now = engine.now();
    queue.expire(now);
    moveUndeliverable(now);
    pushDue(now);
    // What is due and still here waits for a push in flight to end or for a pull: no timer helps.
    queue.nextDueAfter(now).ifPresent(this::sleepUntil);
  }

  private void pushDue(Instant now) {
    PushDelivery target = push;
    while (target != null && engine.isPushing() && pushes.tryAcquire()) {
      // The push itself ends at the ack deadline and answers then: the hand-out needs none.
      Optional<Delivery> next = queue.handOut(1, now, Engine.FOREVER).stream().findFirst();
      if (next.isEmpty()) {
        pushes.release();
        return;
      }
      target.send(next.get(), acknowledged -> settle(next.get(), acknowledged));
    }
  }

  private void settle(Delivery delivery, boolean acknowledged) {
    if (acknowledged) {
      queue.acknowledge(delivery.ackId());
    } else {
      queue.reject(delivery.ackId(), engine.now());
    }
    pushes.release();
    wakeSoon();
  }

  /** One at a time, or two threads would publish the same message twice. */
  private synchronized void moveUndeliverable(Instant now) {
    for (var due = queue.undeliverable(now); due.isPresent(); due = queue.undeliverable(now)) {
      move(due.get());
    }
  }

  private void move(QueuedMessage message) {
    String topic = config.getDeadLetterPolicy().getDeadLetterTopic();
    try {
      deadLetterPublisher.accept(
          topic, DeadLetters.letter(config.getName(), message.message(), message.attempts()));
      queue.moved(message);
    } catch (StatusRuntimeException refused) {
      LOG.log(Level.WARNING, "message kept: {0} did not take it: {1}", topic, refused.getMessage());
      queue.notMoved(message, engine.now(), DEAD_LETTER_PAUSE);
    }
  }

  private synchronized void sleepUntil(Instant due) {
    if (timer == null || wakeAt == null || due.isBefore(wakeAt)) {
      if (timer != null) {
        timer.cancel(false);
      }
      wakeAt = due;
      timer = engine.at(due, this::timerFired);
    }
  }

  private void timerFired() {
    synchronized (this) {
      wakeAt = null;
    }
    wake();
  }

  private @Nullable PushDelivery pushOf(Subscription config) {
    String endpoint = config.getPushConfig().getPushEndpoint();
    if (endpoint.isEmpty()) {
      return null;
    }
    return new PushDelivery(
        engine.http(),
        config.getName(),
        URI.create(endpoint),
        Duration.ofSeconds(config.getAckDeadlineSeconds()),
        config.hasDeadLetterPolicy());
  }
}
