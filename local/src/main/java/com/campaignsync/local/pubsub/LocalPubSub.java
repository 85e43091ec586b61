package com.campaignsync.local.pubsub;

import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.net.PortInUseException;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Pub/Sub in this process, reached by Google's own clients over gRPC on the loopback address: give
 * them {@link #hostPort()} as {@code PUBSUB_EMULATOR_HOST}. Messages live in memory only, see
 * {@link PubSubBroker}.
 */
public final class LocalPubSub implements AutoCloseable {
  /** The service takes 10 MB of messages in a request; the rest is room for its frame. */
  private static final int REQUEST_BYTES_MAX = 11 << 20;

  /** No call waits for anything but a lock. */
  private static final int THREADS = 4;

  private final PubSubBroker broker;
  private final Server server;
  private final ExecutorService threads;

  private LocalPubSub(PubSubBroker broker, Server server, ExecutorService threads) {
    this.broker = broker;
    this.server = server;
    this.threads = threads;
  }

  /**
   * @see #start(int, PubSubBroker, List)
   */
  public static LocalPubSub start(
      int port, InstantSource clock, List<ServerServiceDefinition> others) {
    return start(port, new PubSubBroker(clock), others);
  }

  /**
   * @param port the port on 127.0.0.1; 0 lets the system choose, see {@link #port()}
   * @param broker closed with this server
   * @param others further gRPC services to serve on the same port
   * @throws PortInUseException if another program listens there
   */
  public static LocalPubSub start(
      int port, PubSubBroker broker, List<ServerServiceDefinition> others) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, LocalPubSub::daemon);
    Server server =
        NettyServerBuilder.forAddress(LocalPort.address(port))
            .executor(threads)
            .maxInboundMessageSize(REQUEST_BYTES_MAX)
            .addService(PublisherService.of(broker))
            .addService(SubscriberService.of(broker))
            .addServices(others)
            .build();
    LocalPubSub pubSub = new LocalPubSub(broker, server, threads);
    try {
      server.start();
    } catch (IOException taken) {
      pubSub.close();
      throw new PortInUseException(port, "Pub/Sub", taken);
    }
    return pubSub;
  }

  /** The topics and subscriptions, for callers in this process. */
  public PubSubBroker broker() {
    return broker;
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** What {@code PUBSUB_EMULATOR_HOST} takes. */
  public String hostPort() {
    return LocalPort.HOST + ":" + port();
  }

  /** Stops listening and delivering; messages not acknowledged are gone. */
  @Override
  public void close() {
    broker.close();
    server.shutdownNow();
    try {
      server.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "pubsub-grpc");
    thread.setDaemon(true);
    return thread;
  }
}
