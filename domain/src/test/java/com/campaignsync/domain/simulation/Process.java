package com.campaignsync.domain.simulation;

import com.campaignsync.domain.simulation.FaultRates.Fate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * One process: a worker for one delivery, a dispatcher for one tick, a caller of the API. Whatever
 * it asks of a port takes a while, and may be the last that it does.
 */
final class Process implements InstantSource {

  /** Longer than a lease of 60 s lives, mostly. */
  private static final Duration FREEZE_MAX = Duration.ofSeconds(200);

  private final VirtualTime time;
  private final SplittableRandom random;
  private final Supplier<FaultRates> rates;
  private final Tally tally;
  private final Duration clockIsOffBy;
  private final Consumer<Runnable> crash;
  private final BiConsumer<Process, Supplier<String>> trace;
  private final Disposable.Swap running = Disposables.swap();
  private Instant frozenUntil = Instant.MIN;
  private boolean dead;

  Process(
      VirtualTime time,
      SplittableRandom random,
      Supplier<FaultRates> rates,
      Tally tally,
      BiConsumer<Process, Supplier<String>> trace,
      Duration clockIsOffBy,
      Consumer<Runnable> crash) {
    this.time = time;
    this.random = random;
    this.rates = rates;
    this.tally = tally;
    this.trace = trace;
    this.clockIsOffBy = clockIsOffBy;
    this.crash = crash;
  }

  /** The process's own clock. */
  @Override
  public Instant instant() {
    return time.instant().plus(clockIsOffBy);
  }

  /** Runs until its end or its death. */
  void run(Mono<?> work) {
    running.replace(work.subscribe(done -> {}, error -> {}));
    if (dead) {
      crash.accept(running::dispose);
    }
  }

  /**
   * @param name the port's method
   * @param work the port's call
   * @param failure what its caller is told when it fails
   */
  <T> Mono<T> call(String name, Supplier<Mono<T>> work, Supplier<RuntimeException> failure) {
    return Mono.defer(
        () -> {
          Fate fate = rates.get().next(random);
          tally.count(fate);
          trace.accept(this, () -> name + " " + fate);
          if (fate == Fate.FREEZES_BEFORE) {
            freeze();
          }
          return travel().then(Mono.defer(() -> arrive(fate, work, failure)));
        });
  }

  private <T> Mono<T> arrive(
      Fate fate, Supplier<Mono<T>> work, Supplier<RuntimeException> failure) {
    return switch (fate) {
      case DIES_BEFORE -> die();
      case REFUSED -> travel().then(Mono.error(failure));
      case PASSES, FREEZES_BEFORE, DIES_AFTER, ANSWER_LOST, FREEZES_AFTER ->
          work.get()
              .materialize()
              .flatMap(
                  answer ->
                      switch (fate) {
                        case DIES_AFTER -> Process.this.<Signal<T>>die();
                        case ANSWER_LOST -> travel().then(Mono.error(failure));
                        case FREEZES_AFTER -> {
                          freeze();
                          yield travel().thenReturn(answer);
                        }
                        case PASSES, FREEZES_BEFORE, DIES_BEFORE, REFUSED ->
                            travel().thenReturn(answer);
                      })
              .dematerialize();
    };
  }

  /** What may happen between two records. */
  <T> Flux<T> hiccup(Flux<T> records, Supplier<RuntimeException> failure) {
    if (random.nextDouble() >= rates.get().hiccup()) {
      return records;
    }
    long at = random.nextInt(8);
    int what = random.nextInt(4);
    return records
        .index()
        .concatMap(
            next ->
                next.getT1() == at
                    ? mishap(what, failure).then(Mono.just(next.getT2()))
                    : Mono.just(next.getT2()));
  }

  private Mono<Void> mishap(int what, Supplier<RuntimeException> failure) {
    tally.hiccups++;
    return switch (what) {
      case 0 -> die();
      case 1 -> Mono.error(failure);
      case 2 -> {
        freeze();
        yield travel();
      }
      default -> travel();
    };
  }

  /** A call takes up to 20 ms each way; nothing moves while the process is frozen or dead. */
  private Mono<Void> travel() {
    Duration latency = Duration.ofNanos(1_000L * random.nextInt(1, 20_000));
    return Mono.delay(latency, time).then(Mono.defer(this::awake));
  }

  private Mono<Void> awake() {
    if (dead) {
      return Mono.never();
    }
    if (!frozenUntil.isAfter(time.instant())) {
      return Mono.empty();
    }
    Duration left = Duration.between(time.instant(), frozenUntil);
    return Mono.delay(left, time).then(Mono.defer(this::awake));
  }

  private void freeze() {
    long micros = FREEZE_MAX.toNanos() / 1_000;
    frozenUntil = time.instant().plusNanos(1_000 * random.nextLong(micros));
    tally.freezes++;
  }

  /** Its connections break, so that its transactions roll back; its leases stay. */
  private <T> Mono<T> die() {
    dead = true;
    tally.deaths++;
    time.schedule(() -> crash.accept(running::dispose));
    return Mono.never();
  }

  boolean isDead() {
    return dead;
  }
}
