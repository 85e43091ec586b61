package com.campaignsync.adapters.postgres.simulation;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Connections of which it is known who serves them at the server's end. */
final class TrackedConnections implements ConnectionFactory {

  private final ConnectionFactory behind;
  private volatile int lastBackend;

  TrackedConnections(ConnectionFactory behind) {
    this.behind = behind;
  }

  /** Process id of the server's end of the connection handed out last. */
  int lastBackend() {
    return lastBackend;
  }

  @Override
  public Mono<Connection> create() {
    return Mono.<Connection>from(behind.create()).delayUntil(this::note);
  }

  private Mono<Integer> note(Connection connection) {
    return Flux.from(connection.createStatement("SELECT pg_backend_pid()").execute())
        .flatMap(result -> result.map(row -> row.get(0, Integer.class)))
        .single()
        .doOnNext(backend -> lastBackend = backend);
  }

  @Override
  public ConnectionFactoryMetadata getMetadata() {
    return behind.getMetadata();
  }
}
