package com.campaignsync.local.pubsub;

import com.google.api.core.ApiFuture;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Google's own clients, pointed at a local server. */
final class GoogleClients implements AutoCloseable {
  private final ManagedChannel channel;
  private final TransportChannelProvider channels;
  final TopicAdminClient topics;
  final SubscriptionAdminClient subscriptions;

  GoogleClients(String hostPort) throws IOException {
    channel = ManagedChannelBuilder.forTarget(hostPort).usePlaintext().build();
    channels = FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
    topics =
        TopicAdminClient.create(
            TopicAdminSettings.newBuilder()
                .setTransportChannelProvider(channels)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    subscriptions =
        SubscriptionAdminClient.create(
            SubscriptionAdminSettings.newBuilder()
                .setTransportChannelProvider(channels)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
  }

  /** Publishes by the high-level client and returns the message's id. */
  String publish(String topic, String text, Map<String, String> attributes) throws Exception {
    Publisher publisher =
        Publisher.newBuilder(topic)
            .setChannelProvider(channels)
            .setCredentialsProvider(NoCredentialsProvider.create())
            .build();
    try {
      ApiFuture<String> id =
          publisher.publish(
              PubsubMessage.newBuilder()
                  .setData(ByteString.copyFromUtf8(text))
                  .putAllAttributes(attributes)
                  .build());
      return id.get(10, TimeUnit.SECONDS);
    } finally {
      publisher.shutdown();
    }
  }

  @Override
  public void close() {
    topics.close();
    subscriptions.close();
    channel.shutdownNow();
  }
}
