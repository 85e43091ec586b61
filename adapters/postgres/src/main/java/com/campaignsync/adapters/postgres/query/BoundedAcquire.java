package com.campaignsync.adapters.postgres.query;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * A pool whose callers are told soon that there is no connection. A pool by itself tries each dead
 * connection and then a new one, each within its own bound: together longer than somebody at a
 * screen should wait to hear that the database is away.
 */
public final class BoundedAcquire implements ConnectionFactory {

  private final ConnectionFactory pool;
  private final Duration acquireMax;

  /** Fails with a {@link java.util.concurrent.TimeoutException} after {@code acquireMax}. */
  public BoundedAcquire(ConnectionFactory pool, Duration acquireMax) {
    this.pool = pool;
    this.acquireMax = acquireMax;
  }

  @Override
  public Mono<Connection> create() {
    return Mono.<Connection>from(pool.create()).timeout(acquireMax);
  }

  @Override
  public ConnectionFactoryMetadata getMetadata() {
    return pool.getMetadata();
  }
}
