package com.campaignsync.adapters.googlecloud.pubsub;

import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.SyncMessage;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Sends sync messages on one Pub/Sub topic. */
public final class PubSubSyncMessages implements MessagePublisher {
  private final PubSubPublisher publisher;
  private final String topic;

  /**
   * @param topic PUBSUB_TOPIC_SYNC: a full name, or a short one in the publisher's project
   */
  public PubSubSyncMessages(PubSubPublisher publisher, String topic) {
    this.publisher = publisher;
    this.topic = topic;
  }

  @Override
  public Mono<Void> publish(SyncMessage message) {
    return publisher.publish(topic, SyncMessageCodec.encode(message), Map.of()).then();
  }
}
