package com.campaignsync.local.run;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.api.gax.rpc.UnaryCallSettings;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another emulator, such as Google's, named by {@code PUBSUB_EMULATOR_HOST}. */
final class EmulatorPubSub implements MessageBroker {

  /** On one machine; an emulator that was just started may need some seconds. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private final String hostPort;
  private final ManagedChannel channel;
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;
  private final List<String> pushing = new CopyOnWriteArrayList<>();

  /**
   * @param hostPort where it listens, in plain text
   */
  EmulatorPubSub(String hostPort) {
    this.hostPort = hostPort;
    channel = ManagedChannelBuilder.forTarget(hostPort).usePlaintext().build();
    try {
      topics = topics(channels());
      subscriptions = subscriptions(channels());
    } catch (IOException impossible) {
      channel.shutdownNow();
      throw new UncheckedIOException("only reading credentials can fail", impossible);
    }
  }

  private TransportChannelProvider channels() {
    return FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
  }

  private static TopicAdminClient topics(TransportChannelProvider channels) throws IOException {
    TopicAdminSettings.Builder settings =
        TopicAdminSettings.newBuilder()
            .setTransportChannelProvider(channels)
            .setCredentialsProvider(NoCredentialsProvider.create());
    return TopicAdminClient.create(settings.applyToAllUnaryMethods(EmulatorPubSub::bound).build());
  }

  private static SubscriptionAdminClient subscriptions(TransportChannelProvider channels)
      throws IOException {
    SubscriptionAdminSettings.Builder settings =
        SubscriptionAdminSettings.newBuilder()
            .setTransportChannelProvider(channels)
            .setCredentialsProvider(NoCredentialsProvider.create());
    return SubscriptionAdminClient.create(
        settings.applyToAllUnaryMethods(EmulatorPubSub::bound).build());
  }

  private static Void bound(UnaryCallSettings.Builder<?, ?> call) {
    RetrySettings retries = call.getRetrySettings();
    call.setRetrySettings(
        retries.toBuilder()
            .setInitialRpcTimeoutDuration(ANSWER_MAX)
            .setMaxRpcTimeoutDuration(ANSWER_MAX)
            .setTotalTimeoutDuration(ANSWER_MAX)
            .build());
    return null;
  }

  @Override
  public String hostPort() {
    return hostPort;
  }

  @Override
  public void ensure(Topic topic) {
    try {
      topics.createTopic(topic);
    } catch (AlreadyExistsException made) {
      return;
    } catch (ApiException failed) {
      throw unusable(failed);
    }
  }

  /** Anew, so that it pushes to this run's port; what it held is published again at the start. */
  @Override
  public void replace(Subscription subscription) {
    try {
      deleteOld(subscription.getName());
      subscriptions.createSubscription(subscription);
      pushing.add(subscription.getName());
    } catch (ApiException failed) {
      throw unusable(failed);
    }
  }

  private void deleteOld(String name) {
    try {
      subscriptions.deleteSubscription(name);
    } catch (NotFoundException none) {
      return;
    }
  }

  @Override
  public void publish(PublishRequest request) {
    try {
      topics.publishCallable().call(request);
    } catch (ApiException failed) {
      throw Status.fromThrowable(failed).asRuntimeException();
    }
  }

  /** It goes on living, and would push to ports where nobody listens any more. */
  @Override
  public void stopPushing() {
    for (String subscription : pushing) {
      try {
        deleteOld(subscription);
      } catch (ApiException gone) {
        // An emulator that ended before us pushes no more either.
        return;
      }
    }
  }

  private BadInput unusable(ApiException failed) {
    return new BadInput(
        "PUBSUB_EMULATOR_HOST is %s, where no Pub/Sub works (%s); start it, or unset the variable"
            .formatted(hostPort, failed.getStatusCode().getCode()));
  }

  @Override
  public void close() {
    topics.close();
    subscriptions.close();
    channel.shutdownNow();
  }
}
