package com.campaignsync.adapters.googlecloud.pubsub;

import com.google.api.core.ApiFutureCallback;
import com.google.api.core.ApiFutures;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes on Pub/Sub topics. Nothing is opened before the first message: the client costs a cold
 * start most of a second, and many instances never publish. Each message is sent by itself, at
 * once: a caller waits for its id, and a batch would make it wait for strangers.
 */
public final class PubSubPublisher implements AutoCloseable {
  private final PubSubEndpoint endpoint;
  private final TopicPublishers publishers;

  public PubSubPublisher(PubSubEndpoint endpoint) {
    this.endpoint = endpoint;
    this.publishers = new TopicPublishers(endpoint.emulatorHostPort());
  }

  /**
   * Completes with the message's id once the broker keeps it. Retries for at most 10 seconds.
   *
   * @param topic a full name, or a short one in the endpoint's project
   * @param attributes may be empty if {@code data} is not
   * @return fails with {@link PublishException} only
   */
  public Mono<String> publish(String topic, byte[] data, Map<String, String> attributes) {
    String name = endpoint.fullName(topic);
    PubsubMessage message =
        PubsubMessage.newBuilder()
            .setData(ByteString.copyFrom(data))
            .putAllAttributes(attributes)
            .build();
    return publisher(name)
        .flatMap(publisher -> send(publisher, message))
        .onErrorMap(failure -> PublishErrors.of(name, failure));
  }

  /** Sends what is under way and closes; later messages are refused. */
  @Override
  public void close() {
    publishers.close();
  }

  /** Opening one reads credentials and connects: not on a caller's reactor thread. */
  private Mono<Publisher> publisher(String topic) {
    return Mono.defer(
        () ->
            Mono.justOrEmpty(publishers.find(topic))
                .switchIfEmpty(
                    Mono.fromCallable(() -> publishers.open(topic))
                        .subscribeOn(Schedulers.boundedElastic())));
  }

  private static Mono<String> send(Publisher publisher, PubsubMessage message) {
    return Mono.create(
        sink ->
            ApiFutures.addCallback(
                publisher.publish(message), new Report(sink), MoreExecutors.directExecutor()));
  }

  /** Passes the client's answer on. */
  private record Report(MonoSink<String> sink) implements ApiFutureCallback<String> {
    @Override
    public void onSuccess(String messageId) {
      sink.success(messageId);
    }

    @Override
    public void onFailure(Throwable failure) {
      sink.error(failure);
    }
  }
}
