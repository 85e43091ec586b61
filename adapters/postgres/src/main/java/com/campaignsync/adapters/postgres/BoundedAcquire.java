package com.campaignsync.adapters.postgres;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A pool whose callers are told in time that there is no connection. A pool by itself tries each
 * dead connection and then a new one, each within its own bound: together longer than somebody at a
 * screen should wait to hear that the database is away.
 */
public final class BoundedAcquire implements ConnectionFactory {

  /**
   * All who begin to wait within this time share one timer. Nearly everybody has a connection at
   * once, and a timer of one's own, set and stopped again, wakes a thread each time: a twentieth of
   * what an answer of the API costs.
   */
  private static final Duration SHARED = Duration.ofMillis(100);

  private final ConnectionFactory pool;
  private final Duration acquireMax;
  private @Nullable Mono<Long> end;
  private long endSetAtNanos;

  /**
   * Fails with a {@link java.util.concurrent.TimeoutException} after {@code acquireMax}, or up to a
   * tenth of a second later.
   */
  public BoundedAcquire(ConnectionFactory pool, Duration acquireMax) {
    this.pool = pool;
    this.acquireMax = acquireMax;
  }

  @Override
  public Mono<Connection> create() {
    return Mono.defer(() -> Mono.<Connection>from(pool.create()).timeout(end()));
  }

  private synchronized Mono<Long> end() {
    long now = System.nanoTime();
    Mono<Long> current = end;
    if (current == null || now - endSetAtNanos >= SHARED.toNanos()) {
      current = Mono.delay(acquireMax.plus(SHARED)).cache();
      end = current;
      endSetAtNanos = now;
    }
    return current;
  }

  @Override
  public ConnectionFactoryMetadata getMetadata() {
    return pool.getMetadata();
  }
}
