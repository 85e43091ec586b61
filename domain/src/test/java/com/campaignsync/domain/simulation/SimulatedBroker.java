package com.campaignsync.domain.simulation;

import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.RunOutcome;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * Pub/Sub's promises and no more: at least once, in any order, late, again after the deadline of an
 * acknowledgement though the worker is still at it, again with back-off when it was refused.
 */
final class SimulatedBroker implements MessagePublisher {

  /** As many as a subscription allows before it gives a message up; dispatch finds its jobs. */
  private static final int ATTEMPTS_MAX = 12;

  private static final Duration ACK_DEADLINE = Duration.ofSeconds(100);
  private static final Duration BACK_OFF_MIN = Duration.ofSeconds(10);
  private static final Duration BACK_OFF_MAX = Duration.ofSeconds(300);
  private static final long LATE_MICROS = Duration.ofMinutes(15).toNanos() / 1_000;
  private static final long SOON_MICROS = Duration.ofSeconds(2).toNanos() / 1_000;

  private final VirtualTime time;
  private final SplittableRandom random;
  private final BooleanSupplier faulty;
  private final Tally tally;
  private final BiConsumer<RunJobs, Consumer<List<RunOutcome>>> worker;

  /**
   * @param worker begins to work on a message; tells the outcome if it lives that long
   */
  SimulatedBroker(
      VirtualTime time,
      SplittableRandom random,
      BooleanSupplier faulty,
      Tally tally,
      BiConsumer<RunJobs, Consumer<List<RunOutcome>>> worker) {
    this.time = time;
    this.random = random;
    this.faulty = faulty;
    this.tally = tally;
    this.worker = worker;
  }

  @Override
  public Mono<Void> publish(Topic topic, SyncMessage message) {
    return Mono.fromRunnable(() -> accept(new Delivery((RunJobs) message)));
  }

  private void accept(Delivery delivery) {
    boolean late = faulty.getAsBoolean() && random.nextInt(25) == 0;
    after(late ? random.nextLong(LATE_MICROS) : random.nextLong(SOON_MICROS), delivery::attempt);
    if (faulty.getAsBoolean() && random.nextInt(12) == 0) {
      tally.duplicates++;
      // A second copy, that knows nothing of what becomes of the first.
      after(random.nextLong(LATE_MICROS), new Delivery(delivery.message)::attempt);
    }
  }

  private void after(long micros, Runnable work) {
    Mono.delay(Duration.ofNanos(1_000 * micros), time).subscribe(tick -> work.run());
  }

  /** One message until it is acknowledged or given up. */
  private final class Delivery {
    private final RunJobs message;
    private boolean acknowledged;
    private int attempts;

    Delivery(RunJobs message) {
      this.message = message;
    }

    void attempt() {
      if (acknowledged || attempts >= ATTEMPTS_MAX) {
        return;
      }
      attempts++;
      tally.deliveries++;
      int number = attempts;
      worker.accept(message, outcomes -> end(outcomes, number));
      after(ACK_DEADLINE.toNanos() / 1_000, () -> again(number));
    }

    private void end(List<RunOutcome> outcomes, int number) {
      tally.count(outcomes);
      if (outcomes.stream().allMatch(outcome -> outcome.kind().acknowledged())) {
        acknowledged = true;
      } else {
        Duration backOff = BACK_OFF_MIN.multipliedBy(1L << Math.min(number, 5));
        Duration bounded = backOff.compareTo(BACK_OFF_MAX) > 0 ? BACK_OFF_MAX : backOff;
        after(bounded.toNanos() / 1_000, () -> again(number));
      }
    }

    /** Once for each attempt: by its refusal or by the deadline, whichever comes first. */
    private void again(int number) {
      if (number == attempts) {
        attempt();
      }
    }
  }
}
