package com.campaignsync.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class AwaitTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void result_isTheValue() {
    assertEquals(7, Await.result(Mono.just(7).subscribeOn(Schedulers.parallel()), LONG));
  }

  @Test
  void workWithoutValue_isAMistakeForResultAndFineForCompletion() {
    assertThrows(IllegalStateException.class, () -> Await.result(Mono.empty(), LONG));
    Await.completion(Mono.empty(), LONG);
  }

  @Test
  void lateWork_isCancelled() {
    AtomicBoolean cancelled = new AtomicBoolean();
    Mono<String> never = Mono.<String>never().doOnCancel(() -> cancelled.set(true));
    assertThrows(DeadlineExceeded.class, () -> Await.result(never, Duration.ofMillis(5)));
    assertTrue(cancelled.get());
  }

  @Test
  void ownExceptions_comeOutAsTheyAre() {
    IllegalArgumentException own = new IllegalArgumentException("own");
    assertSame(
        own,
        assertThrows(IllegalArgumentException.class, () -> Await.result(Mono.error(own), LONG)));
    IOException broken = new IOException("broken");
    assertSame(
        broken,
        assertThrows(UncheckedIOException.class, () -> Await.result(Mono.error(broken), LONG))
            .getCause());
  }

  @Test
  void interruption_cancelsAndKeepsTheFlag() {
    AtomicBoolean cancelled = new AtomicBoolean();
    Mono<String> never = Mono.<String>never().doOnCancel(() -> cancelled.set(true));
    Thread.currentThread().interrupt();
    assertThrows(WaitInterrupted.class, () -> Await.result(never, LONG));
    assertTrue(Thread.interrupted());
    assertTrue(cancelled.get());
  }

  @Test
  void reactorThreads_mayNotWait() {
    Mono<String> waits =
        Mono.fromCallable(() -> Await.result(Mono.just("x"), LONG))
            .subscribeOn(Schedulers.parallel());
    assertThrows(IllegalStateException.class, () -> Await.result(waits, LONG));
  }
}
