package com.campaignsync.adapters.googlecloud.pubsub;

import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.SyncMessage;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Sends sync messages on two Pub/Sub topics. */
public final class PubSubSyncMessages implements MessagePublisher {

  /** The attribute by which a replay names its dead letter. */
  public static final String DEAD_LETTER_ID = "dead_letter_id";

  private final PubSubPublisher publisher;
  private final String syncTopic;
  private final String maintenanceTopic;

  /**
   * @param syncTopic PUBSUB_TOPIC_SYNC: a full name, or a short one in the publisher's project
   * @param maintenanceTopic PUBSUB_TOPIC_MAINTENANCE, likewise
   */
  public PubSubSyncMessages(PubSubPublisher publisher, String syncTopic, String maintenanceTopic) {
    this.publisher = publisher;
    this.syncTopic = syncTopic;
    this.maintenanceTopic = maintenanceTopic;
  }

  @Override
  public Mono<Void> publish(Topic topic, SyncMessage message) {
    return publish(topic, message, Map.of());
  }

  /** Sends a dead letter's message again; whoever cannot act on it finds its letter by the id. */
  public Mono<Void> replay(Topic topic, SyncMessage message, long letterId) {
    return publish(topic, message, Map.of(DEAD_LETTER_ID, String.valueOf(letterId)));
  }

  private Mono<Void> publish(Topic topic, SyncMessage message, Map<String, String> attributes) {
    String name =
        switch (topic) {
          case SYNC -> syncTopic;
          case MAINTENANCE -> maintenanceTopic;
        };
    return publisher.publish(name, SyncMessageCodec.encode(message), attributes).then();
  }
}
