package com.campaignsync.local.grpc;

import com.campaignsync.local.pubsub.LocalPubSub;
import com.campaignsync.local.pubsub.PubSubBroker;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerServiceDefinition;
import java.time.Clock;
import java.util.List;

/** The server that run-local starts, with given services, and a channel for Google's clients. */
public final class LocalServer implements AutoCloseable {
  private final LocalPubSub server;
  private final ManagedChannel channel;

  /** Starts it on any free port. */
  public LocalServer(ServerServiceDefinition... services) {
    server = LocalPubSub.start(0, new PubSubBroker(Clock.systemUTC()), List.of(services));
    channel = ManagedChannelBuilder.forTarget(server.hostPort()).usePlaintext().build();
  }

  /** What a client's settings take. */
  public TransportChannelProvider channels() {
    return FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
  }

  /** Where it listens. */
  public String hostPort() {
    return server.hostPort();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
  }
}
