package com.campaignsync.adapters.googlecloud.pubsub;

import com.google.api.gax.batching.BatchingSettings;
import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.batching.FlowController.LimitExceededBehavior;
import com.google.api.gax.core.FixedExecutorProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.cloud.pubsub.v1.Publisher;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The client's publishers, one a topic, opened when first used. */
final class TopicPublishers implements AutoCloseable {
  /** Topics are named by our settings: more than this is a mistake, not a need. */
  private static final int TOPICS_MAX = 64;

  /** Messages in flight on a topic; ours are a kilobyte at most, and each has a caller waiting. */
  private static final long IN_FLIGHT_MAX = 1000;

  private static final long IN_FLIGHT_BYTES_MAX = 64L << 20;

  /** The shortest the client allows; a caller has an answer within its own request's time. */
  private static final Duration RETRY_TOTAL = Duration.ofSeconds(10);

  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

  private final @Nullable String emulatorHostPort;
  private final Map<String, Publisher> open = new ConcurrentHashMap<>();
  private @Nullable ScheduledExecutorService threads;
  private @Nullable ManagedChannel emulator;
  private boolean closed;

  TopicPublishers(@Nullable String emulatorHostPort) {
    this.emulatorHostPort = emulatorHostPort;
  }

  Optional<Publisher> find(String topic) {
    return Optional.ofNullable(open.get(topic));
  }

  /**
   * @param topic its full name
   * @throws IOException if there are no credentials
   */
  synchronized Publisher open(String topic) throws IOException {
    if (closed) {
      throw new IllegalStateException("the publisher is closed");
    }
    Publisher opened = open.get(topic);
    if (opened == null) {
      if (open.size() == TOPICS_MAX) {
        throw new IllegalStateException("more than " + TOPICS_MAX + " topics are in use");
      }
      opened = build(topic);
      open.put(topic, opened);
    }
    return opened;
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.values().forEach(Publisher::shutdown);
    try {
      for (Publisher publisher : open.values()) {
        publisher.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    open.clear();
    if (emulator != null) {
      emulator.shutdownNow();
    }
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  private Publisher build(String topic) throws IOException {
    if (threads == null) {
      threads = Executors.newScheduledThreadPool(2, TopicPublishers::daemon);
    }
    Publisher.Builder builder =
        Publisher.newBuilder(topic)
            .setBatchingSettings(unbatched())
            .setRetrySettings(retries())
            .setExecutorProvider(FixedExecutorProvider.create(threads));
    if (emulatorHostPort != null) {
      builder
          .setChannelProvider(
              FixedTransportChannelProvider.create(
                  GrpcTransportChannel.create(emulator(emulatorHostPort))))
          .setCredentialsProvider(NoCredentialsProvider.create());
    }
    return builder.build();
  }

  private ManagedChannel emulator(String hostPort) {
    if (emulator == null) {
      emulator = ManagedChannelBuilder.forTarget(hostPort).usePlaintext().build();
    }
    return emulator;
  }

  private static BatchingSettings unbatched() {
    return BatchingSettings.newBuilder()
        .setIsEnabled(false)
        .setFlowControlSettings(
            FlowControlSettings.newBuilder()
                .setLimitExceededBehavior(LimitExceededBehavior.ThrowException)
                .setMaxOutstandingElementCount(IN_FLIGHT_MAX)
                .setMaxOutstandingRequestBytes(IN_FLIGHT_BYTES_MAX)
                .build())
        .build();
  }

  private static RetrySettings retries() {
    return RetrySettings.newBuilder()
        .setTotalTimeoutDuration(RETRY_TOTAL)
        .setInitialRetryDelayDuration(Duration.ofMillis(100))
        .setRetryDelayMultiplier(2)
        .setMaxRetryDelayDuration(Duration.ofSeconds(2))
        .setInitialRpcTimeoutDuration(Duration.ofSeconds(5))
        .setRpcTimeoutMultiplier(1)
        .setMaxRpcTimeoutDuration(Duration.ofSeconds(5))
        .build();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "pubsub-publisher");
    thread.setDaemon(true);
    return thread;
  }
}
