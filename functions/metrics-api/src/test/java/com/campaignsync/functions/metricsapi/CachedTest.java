package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class CachedTest {

  private static final Instant NOW = Instant.parse("2026-03-28T23:30:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final AtomicInteger loads = new AtomicInteger();

  private Cached<Integer> cached(Mono<?> gate) {
    return new Cached<>(
        Mono.defer(() -> gate.thenReturn(loads.incrementAndGet())),
        found -> Duration.ofSeconds(60),
        now::get);
  }

  @Test
  void manyCallers_shareOneLoad() {
    Sinks.Empty<Void> gate = Sinks.empty();
    Cached<Integer> cached = cached(gate.asMono());
    Mono<Long> all =
        Flux.range(0, 1000)
            .flatMap(i -> cached.get(), 1000)
            .map(Cached.Timed::value)
            .distinct()
            .count();
    var waiting = all.toFuture();
    gate.tryEmitEmpty();
    assertEquals(1L, waiting.join());
    assertEquals(1, loads.get());
  }

  @Test
  void aLoadGoesOn_whenItsCallersAreGone() {
    Sinks.Empty<Void> gate = Sinks.empty();
    Cached<Integer> cached = cached(gate.asMono());
    cached.get().subscribe().dispose();
    gate.tryEmitEmpty();
    assertEquals(1, cached.get().block().value());
    assertEquals(1, loads.get());
  }

  @Test
  void aValueIsKept_forItsTimeFromItsArrival() {
    Cached<Integer> cached = cached(Mono.empty());
    assertEquals(NOW, cached.get().block().asOf());
    now.set(NOW.plusSeconds(59));
    assertEquals(1, cached.get().block().value());
    now.set(NOW.plusSeconds(60));
    assertEquals(2, cached.get().block().value());
    assertEquals(NOW.plusSeconds(60), cached.get().block().asOf());
  }

  @Test
  void aFailure_isKeptForNobody() {
    Cached<Integer> cached =
        new Cached<>(
            Mono.defer(
                () ->
                    loads.incrementAndGet() == 1
                        ? Mono.error(new IllegalStateException("once"))
                        : Mono.just(loads.get())),
            found -> Duration.ofSeconds(60),
            now::get);
    assertThrows(IllegalStateException.class, () -> cached.get().block());
    assertEquals(2, cached.get().block().value());
  }
}
