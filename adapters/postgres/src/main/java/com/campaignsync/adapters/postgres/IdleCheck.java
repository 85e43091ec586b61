package com.campaignsync.adapters.postgres;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/**
 * Asks a pooled connection for a sign of life, by a round trip, unless it gave one a moment ago. A
 * server that restarted has closed its lines, which costs no round trip to see; only a line that
 * went silent needs one, and that is noticed a moment later all the same.
 */
final class IdleCheck {

  /**
   * Under load a connection comes back sooner; and what is in use when a line goes silent hangs
   * with or without a question before it. No server restarts as fast.
   */
  private static final Duration TRUSTED = Duration.ofMillis(100);

  private final Duration validationMax;
  private final LongSupplier nanoTime;
  private final Map<Connection, Long> usedAtNanos =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * @param validationMax the longest a round trip may take
   * @param nanoTime a clock that only runs forward, in nanoseconds
   */
  IdleCheck(Duration validationMax, LongSupplier nanoTime) {
    this.validationMax = validationMax;
    this.nanoTime = nanoTime;
  }

  /** When a connection goes back to its pool. */
  Mono<Void> released(Connection connection) {
    return Mono.fromRunnable(() -> usedAtNanos.put(connection, nanoTime.getAsLong()));
  }

  /** Before a connection is handed out; fails if it is dead, so that the pool takes another. */
  Mono<Void> handedOut(Connection connection) {
    Long usedAt = usedAtNanos.get(connection);
    if (usedAt != null && nanoTime.getAsLong() - usedAt < TRUSTED.toNanos()) {
      return Mono.empty();
    }
    return Mono.from(connection.validate(ValidationDepth.REMOTE))
        .timeout(validationMax)
        .filter(alive -> alive)
        .switchIfEmpty(Mono.error(new R2dbcNonTransientResourceException("the connection is dead")))
        .then();
  }
}
