package com.campaignsync.local.run;

import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;

/** The Pub/Sub between the functions: run-local's own, or another emulator. */
interface MessageBroker extends AutoCloseable {

  /** {@code host:port}, as {@code PUBSUB_EMULATOR_HOST} takes it. */
  String hostPort();

  /** Makes the topic if there is none. */
  void ensure(Topic topic);

  /** Makes the subscription, in place of one that an earlier run left. */
  void replace(Subscription subscription);

  /**
   * @throws io.grpc.StatusRuntimeException if it does not take the messages
   */
  void publish(PublishRequest request);

  /** No push begins any more: the functions may end what they have begun. */
  void stopPushing();

  @Override
  void close();
}
