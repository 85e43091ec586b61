package com.campaignsync.local.run;

import com.campaignsync.local.pubsub.LocalPubSub;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;

/**
 * The Pub/Sub of this process, which begins empty.
 *
 * @param server closed by whoever started it
 */
record OwnPubSub(LocalPubSub server) implements MessageBroker {

  @Override
  public String hostPort() {
    return server.hostPort();
  }

  @Override
  public void ensure(Topic topic) {
    server.broker().createTopic(topic);
  }

  @Override
  public void replace(Subscription subscription) {
    server.broker().createSubscription(subscription);
  }

  @Override
  public void publish(PublishRequest request) {
    server.broker().publish(request);
  }

  @Override
  public void stopPushing() {
    server.broker().stopPushing();
  }

  @Override
  public void close() {
    // The server serves other APIs too.
  }
}
