package com.campaignsync.functions.metricsapi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One value for all callers of a public address: it is loaded once, however many ask at a time, and
 * kept for a while. A load goes on when its callers are gone; one that fails is told to those who
 * wait for it, and kept for nobody.
 *
 * @param <T> the value
 */
final class Cached<T> {

  private final Mono<T> load;
  private final Function<Timed<T>, Duration> timeToLive;
  private final InstantSource clock;
  private @Nullable CompletableFuture<Timed<T>> current;

  /**
   * @param load bounded in time by itself
   * @param timeToLive of a value, from its arrival
   */
  Cached(Mono<T> load, Function<Timed<T>, Duration> timeToLive, InstantSource clock) {
    this.load = load;
    this.timeToLive = timeToLive;
    this.clock = clock;
  }

  /**
   * A value and when it was true.
   *
   * @param asOf when it arrived
   */
  record Timed<T>(T value, Instant asOf) {}

  Mono<Timed<T>> get() {
    return Mono.defer(() -> Mono.fromFuture(shared(), true));
  }

  private synchronized CompletableFuture<Timed<T>> shared() {
    CompletableFuture<Timed<T>> shared = current;
    if (shared == null || isOver(shared)) {
      shared = load.map(value -> new Timed<>(value, clock.instant())).toFuture();
      current = shared;
    }
    return shared;
  }

  private boolean isOver(CompletableFuture<Timed<T>> shared) {
    if (!shared.isDone()) {
      return false;
    }
    if (shared.isCompletedExceptionally()) {
      return true;
    }
    Timed<T> found = shared.join();
    return !clock.instant().isBefore(found.asOf().plus(timeToLive.apply(found)));
  }
}
