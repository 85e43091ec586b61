package com.campaignsync.benchmarks.sync;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sums up the wall time between subscription and end of what it watches. */
final class Stopwatch {

  private final AtomicLong nanos = new AtomicLong();

  <T> Mono<T> watch(Mono<T> work) {
    return Mono.defer(
        () -> {
          long start = System.nanoTime();
          return work.doFinally(signal -> nanos.addAndGet(System.nanoTime() - start));
        });
  }

  <T> Flux<T> watch(Flux<T> rows) {
    return Flux.defer(
        () -> {
          long start = System.nanoTime();
          return rows.doFinally(signal -> nanos.addAndGet(System.nanoTime() - start));
        });
  }

  /** The sum so far; from now on it begins at zero again. */
  Duration take() {
    return Duration.ofNanos(nanos.getAndSet(0));
  }
}
