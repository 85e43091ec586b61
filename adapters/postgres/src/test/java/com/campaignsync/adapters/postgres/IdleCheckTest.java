package com.campaignsync.adapters.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

class IdleCheckTest {

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger roundTrips = new AtomicInteger();
  private final IdleCheck check = new IdleCheck(Duration.ofMillis(50), nanos::get);

  @Test
  void aNewConnection_isAsked() {
    check.handedOut(answering(Mono.just(true))).block();
    assertEquals(1, roundTrips.get());
  }

  @Test
  void oneUsedAMomentAgo_isNot() {
    Connection connection = answering(Mono.just(true));
    check.released(connection).block();
    nanos.addAndGet(Duration.ofMillis(99).toNanos());
    check.handedOut(connection).block();
    assertEquals(0, roundTrips.get());
  }

  @Test
  void oneIdleForATenthOfASecond_isAsked() {
    Connection connection = answering(Mono.just(true));
    check.released(connection).block();
    nanos.addAndGet(Duration.ofMillis(100).toNanos());
    check.handedOut(connection).block();
    assertEquals(1, roundTrips.get());
  }

  @Test
  void aDeadOne_isRefused() {
    assertThrows(
        R2dbcNonTransientResourceException.class,
        () -> check.handedOut(answering(Mono.just(false))).block());
  }

  @Test
  void aSilentOne_isGivenUp() {
    RuntimeException late =
        assertThrows(
            RuntimeException.class, () -> check.handedOut(answering(Mono.never())).block());
    assertEquals(TimeoutException.class, Exceptions.unwrap(late).getClass());
  }

  private Connection answering(Mono<Boolean> alive) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "validate" -> {
                    roundTrips.incrementAndGet();
                    yield alive;
                  }
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
