package com.campaignsync.domain.request;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/** A store of permits in memory, with a clock that tests move. */
final class CountedPermits implements PermitStore {

  final AtomicLong nanos = new AtomicLong();
  Optional<RuntimeException> failure = Optional.empty();
  private final Map<String, Integer> used = new HashMap<>();
  private int draws;

  @Override
  public synchronized Mono<Grant> draw(Caller caller, Limit limit, int wanted) {
    draws++;
    if (failure.isPresent()) {
      return Mono.error(failure.get());
    }
    long window = limit.window().toNanos();
    long began = nanos.get() / window;
    String key = caller + limit.name() + began;
    int before = used.getOrDefault(key, 0);
    int after = Math.min(before + wanted, limit.permits());
    used.put(key, after);
    return Mono.just(
        new Grant(after - before, after, Duration.ofNanos((began + 1) * window - nanos.get())));
  }

  synchronized int draws() {
    return draws;
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
