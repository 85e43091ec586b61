package com.campaignsync.local.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionQueueTest {
  private static final Instant T0 = Instant.parse("2026-03-29T00:59:59Z");
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4));

  private final SubscriptionQueue queue =
      new SubscriptionQueue(new QueueLimits(3, 1000), BACKOFF, 5, false);

  @Test
  void backoff_doublesFromMinToMaxAndDoesNotOverflow() {
    assertEquals(Duration.ofSeconds(1), BACKOFF.after(1));
    assertEquals(Duration.ofSeconds(2), BACKOFF.after(2));
    assertEquals(Duration.ofSeconds(4), BACKOFF.after(3));
    assertEquals(Duration.ofSeconds(4), BACKOFF.after(1_000_000));
    Backoff none = new Backoff(Duration.ZERO, Duration.ofSeconds(600));
    assertEquals(Duration.ZERO, none.after(1_000_000));
  }

  @Test
  void handOut_thatIsNotAnsweredComesAgainAfterDeadlineAndPause() {
    queue.add(message("a"), T0);
    assertEquals(1, only(queue.handOut(9, T0, LEASE)).attempt());
    Instant deadline = T0.plus(LEASE);
    queue.expire(deadline.minusMillis(1));
    assertEquals(Optional.of(deadline), queue.nextDueAfter(T0));
    queue.expire(deadline);
    assertTrue(queue.handOut(9, deadline, LEASE).isEmpty(), "rests for a second first");
    assertEquals(2, only(queue.handOut(9, deadline.plusSeconds(1), LEASE)).attempt());
  }

  @Test
  void acknowledge_ofAPassedHandOutDoesNotTakeTheNextOneAway() {
    queue.add(message("a"), T0);
    String old = only(queue.handOut(1, T0, LEASE)).ackId();
    queue.expire(T0.plus(LEASE));
    Delivery next = only(queue.handOut(1, T0.plusSeconds(11), LEASE));
    queue.acknowledge(old);
    assertEquals(1, queue.size());
    queue.acknowledge(next.ackId());
    assertEquals(0, queue.size());
  }

  @Test
  void extend_movesTheDeadline() {
    queue.add(message("a"), T0);
    String ackId = only(queue.handOut(1, T0, LEASE)).ackId();
    queue.extend(ackId, T0.plusSeconds(9), Duration.ofSeconds(60));
    queue.expire(T0.plusSeconds(68));
    queue.acknowledge(ackId);
    assertEquals(0, queue.size());
  }

  @Test
  void undeliverable_staysUntilMoved() {
    queue.add(message("a"), T0);
    Instant now = T0;
    for (int attempt = 1; attempt <= 5; attempt++) {
      Delivery delivery = only(queue.handOut(1, now, LEASE));
      assertEquals(attempt, delivery.attempt());
      queue.reject(delivery.ackId(), now);
      now = now.plusSeconds(4);
    }
    assertTrue(queue.handOut(1, now, LEASE).isEmpty());
    QueuedMessage letter = queue.undeliverable(now).orElseThrow();
    queue.notMoved(letter, now, Duration.ofSeconds(5));
    assertTrue(queue.undeliverable(now).isEmpty());
    assertEquals(Optional.of(now.plusSeconds(5)), queue.nextDueAfter(now));
    assertEquals(1, queue.size());
    queue.moved(queue.undeliverable(now.plusSeconds(5)).orElseThrow());
    assertEquals(0, queue.size());
  }

  @Test
  void room_isBoundedByCountAndBytesAndFreedByAcknowledgement() {
    queue.add(message("a"), T0);
    queue.add(message("b"), T0);
    assertTrue(queue.hasRoomFor(1, 3));
    assertFalse(queue.hasRoomFor(2, 6));
    assertFalse(queue.hasRoomFor(1, 1000));
    queue.acknowledge(only(queue.handOut(1, T0, LEASE)).ackId());
    assertTrue(queue.hasRoomFor(2, 6));
  }

  @Test
  void orderedKey_waitsForItsFirstMessageAndHoldsNoOtherKeyBack() {
    SubscriptionQueue ordered = new SubscriptionQueue(QueueLimits.DEFAULT, BACKOFF, 5, true);
    for (String text : List.of("a1", "a2", "b1", "b2")) {
      ordered.add(keyed(text), T0);
    }
    List<Delivery> first = ordered.handOut(9, T0, LEASE);
    assertEquals(List.of("a1", "b1"), texts(first));
    ordered.reject(first.get(0).ackId(), T0);
    ordered.acknowledge(first.get(1).ackId());
    assertEquals(List.of("b2"), texts(ordered.handOut(9, T0, LEASE)), "a1 rests, a2 behind it");
    Delivery again = only(ordered.handOut(9, T0.plusSeconds(1), LEASE));
    assertEquals("a1", again.message().getData().toStringUtf8());
    ordered.acknowledge(again.ackId());
    assertEquals(List.of("a2"), texts(ordered.handOut(9, T0.plusSeconds(1), LEASE)));
    assertEquals(2, ordered.size());
  }

  /** Whatever is rejected or left to expire, each key's messages are acknowledged in order. */
  @Test
  void anyHistory_keepsTheOrderOfEachKeyAndLosesNothing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SubscriptionQueue ordered =
        new SubscriptionQueue(QueueLimits.DEFAULT, BACKOFF, Integer.MAX_VALUE, true);
    int[] added = new int[4];
    int[] taken = new int[4];
    Instant now = T0;
    for (int step = 0; step < 20_000; step++) {
      now = now.plusMillis(random.nextInt(500));
      int key = random.nextInt(4);
      if (step < 15_000 && random.nextInt(3) == 0) {
        ordered.add(keyed((char) ('a' + key) + "" + added[key]++), now);
      }
      ordered.expire(now);
      for (Delivery delivery : ordered.handOut(random.nextInt(4), now, LEASE)) {
        String text = delivery.message().getData().toStringUtf8();
        int of = text.charAt(0) - 'a';
        assertEquals(taken[of], Integer.parseInt(text.substring(1)), "seed " + seed);
        if (random.nextInt(4) > 0) {
          ordered.acknowledge(delivery.ackId());
          taken[of]++;
        } else if (random.nextBoolean()) {
          ordered.reject(delivery.ackId(), now);
        }
      }
    }
    int left = 0;
    for (int key = 0; key < 4; key++) {
      left += added[key] - taken[key];
    }
    assertEquals(left, ordered.size(), "seed " + seed);
    assertTrue(taken[0] > 100, "only " + taken[0] + " were taken");
  }

  private static List<String> texts(List<Delivery> deliveries) {
    return deliveries.stream().map(d -> d.message().getData().toStringUtf8()).toList();
  }

  /** Its first letter is its key. */
  private static PubsubMessage keyed(String text) {
    return message(text).toBuilder().setOrderingKey(text.substring(0, 1)).build();
  }

  /** Whatever happens in whatever order, a message leaves only by its acknowledgement. */
  @Test
  void anyHistory_losesNothing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SubscriptionQueue large =
        new SubscriptionQueue(QueueLimits.DEFAULT, BACKOFF, Integer.MAX_VALUE, false);
    Set<String> open = new HashSet<>();
    Instant now = T0;
    for (int step = 0; step < 20_000; step++) {
      now = now.plusMillis(random.nextInt(500));
      if (random.nextInt(3) == 0) {
        large.add(message("m" + step), now);
        open.add("m" + step);
      }
      large.expire(now);
      for (Delivery delivery : large.handOut(random.nextInt(4), now, LEASE)) {
        switch (random.nextInt(4)) {
          case 0 -> large.reject(delivery.ackId(), now);
          case 1 -> large.extend(delivery.ackId(), now, Duration.ofSeconds(random.nextInt(1, 30)));
          case 2 -> {
            large.acknowledge(delivery.ackId());
            open.remove(delivery.message().getData().toStringUtf8());
          }
          default -> assertTrue(delivery.attempt() > 0); // never answered: expires
        }
      }
      assertEquals(open.size(), large.size(), "seed " + seed + ", step " + step);
    }
    Instant end = now.plusSeconds(60);
    large.expire(end);
    Set<String> left = new HashSet<>();
    large
        .handOut(Integer.MAX_VALUE, end.plusSeconds(60), LEASE)
        .forEach(delivery -> left.add(delivery.message().getData().toStringUtf8()));
    assertEquals(open, left, "seed " + seed);
  }

  private static Delivery only(List<Delivery> deliveries) {
    assertEquals(1, deliveries.size());
    return deliveries.get(0);
  }

  private static PubsubMessage message(String text) {
    return PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(text)).build();
  }
}
