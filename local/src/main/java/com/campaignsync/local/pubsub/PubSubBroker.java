package com.campaignsync.local.pubsub;

import com.campaignsync.local.grpc.Allowed;
import com.campaignsync.local.grpc.GrpcErrors;
import com.google.protobuf.FieldMask;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Topics, subscriptions and their messages, in memory: a message is delivered until it is
 * acknowledged or moved to a dead-letter topic, and gone when the process ends. Nothing of it is
 * written to disk; run-local's schedules publish anew what a new process needs.
 *
 * <p>Every method throws {@link io.grpc.StatusRuntimeException} with the code of the real service.
 */
public final class PubSubBroker implements AutoCloseable {
  /** What the service shows as the topic of a subscription whose topic was deleted. */
  private static final String DELETED_TOPIC = "_deleted-topic_";

  private final Engine engine;
  private final AtomicLong lastId;
  private final ConcurrentSkipListMap<String, LocalTopic> topics = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, LocalSubscription> subscriptions =
      new ConcurrentSkipListMap<>();

  public PubSubBroker(InstantSource clock) {
    this.engine = new Engine(clock);
    // Ids go on rising after a restart: what was done for an id is remembered in the database.
    this.lastId = new AtomicLong(clock.millis() * 1_000_000);
  }

  public synchronized Topic createTopic(Topic topic) {
    ResourceNames.requireTopic(topic.getName());
    Allowed.require(PubSubErrors.PRODUCT, topic, Set.of("name", "labels", "state"));
    Topic created = topic.toBuilder().setState(Topic.State.ACTIVE).build();
    if (topics.putIfAbsent(topic.getName(), new LocalTopic(created)) != null) {
      throw GrpcErrors.exists(topic.getName());
    }
    return created;
  }

  public Topic getTopic(String name) {
    return topic(name).config();
  }

  /** All topics of {@code projects/P}, by name. */
  public List<Topic> listTopics(String project) {
    String prefix = ResourceNames.requireProject(project) + "/";
    return topics.values().stream()
        .map(LocalTopic::config)
        .filter(topic -> topic.getName().startsWith(prefix))
        .toList();
  }

  /** The names of the topic's subscriptions. */
  public List<String> listTopicSubscriptions(String topic) {
    return topic(topic).subscriptionNames();
  }

  /** Its subscriptions stay and deliver what they hold. */
  public synchronized void deleteTopic(String name) {
    topic(name);
    topics.remove(name);
  }

  /** The topic and the dead-letter topic must exist. */
  public synchronized Subscription createSubscription(Subscription asked) {
    Subscription complete = SubscriptionRules.complete(asked);
    if (subscriptions.containsKey(asked.getName())) {
      throw GrpcErrors.exists(asked.getName());
    }
    LocalTopic topic = topic(asked.getTopic());
    if (asked.hasDeadLetterPolicy()) {
      topic(asked.getDeadLetterPolicy().getDeadLetterTopic());
    }
    LocalSubscription created = new LocalSubscription(complete, engine, this::publish);
    subscriptions.put(asked.getName(), created);
    topic.attach(created);
    return complete;
  }

  public Subscription getSubscription(String name) {
    return shown(subscription(name));
  }

  /** The subscription pushes elsewhere from now on, or is pulled if the config is empty. */
  public synchronized void modifyPushConfig(String name, PushConfig pushConfig) {
    LocalSubscription changed = subscription(name);
    changed.push(
        SubscriptionRules.complete(changed.config().toBuilder().setPushConfig(pushConfig).build()));
  }

  /**
   * @param mask must name push_config alone: nothing else can be changed here
   */
  public Subscription updateSubscription(Subscription asked, FieldMask mask) {
    if (mask.getPathsCount() == 0) {
      throw GrpcErrors.invalid("update_mask is required");
    }
    for (String path : mask.getPathsList()) {
      if (!path.equals("push_config")) {
        throw PubSubErrors.notOffered("an update of " + path);
      }
    }
    modifyPushConfig(asked.getName(), asked.getPushConfig());
    return getSubscription(asked.getName());
  }

  /** All subscriptions of {@code projects/P}, by name. */
  public List<Subscription> listSubscriptions(String project) {
    String prefix = ResourceNames.requireProject(project) + "/";
    return subscriptions.values().stream()
        .map(this::shown)
        .filter(subscription -> subscription.getName().startsWith(prefix))
        .toList();
  }

  /** Its messages go with it. */
  public synchronized void deleteSubscription(String name) {
    LocalSubscription deleted = subscription(name);
    deleted.delete();
    subscriptions.remove(name);
    topics.values().forEach(topic -> topic.detach(name));
  }

  /**
   * Gives the messages to every subscription of the topic, or to none.
   *
   * @return the ids of the messages, in order
   */
  public List<String> publish(PublishRequest request) {
    LocalTopic topic = topic(request.getTopic());
    PublishRules.check(request);
    return topic.publish(request.getMessagesList(), this::nextId, engine.now());
  }

  /** How many messages of the subscription are not acknowledged yet. */
  public int unacknowledged(String subscription) {
    return subscription(subscription).unacknowledged();
  }

  /** Hands out what is due, at most {@code max} messages, and does not wait for more. */
  List<Delivery> pull(String subscription, int max) {
    if (max < 1) {
      throw GrpcErrors.invalid("max_messages is at least 1");
    }
    return subscription(subscription).pull(max);
  }

  void acknowledge(String subscription, List<String> ackIds) {
    subscription(subscription).acknowledge(ackIds);
  }

  void modifyAckDeadline(String subscription, List<String> ackIds, int seconds) {
    if (seconds < 0 || seconds > SubscriptionRules.ACK_DEADLINE_MAX_SECONDS) {
      throw GrpcErrors.invalid("ack_deadline_seconds is 0 to 600, but was " + seconds);
    }
    subscription(subscription).modifyAckDeadline(ackIds, Duration.ofSeconds(seconds));
  }

  /** No push begins any more; those in flight end, and what else there is waits. */
  public void stopPushing() {
    engine.stopPushing();
  }

  /** Ends all deliveries; messages not acknowledged are gone. */
  @Override
  public void close() {
    subscriptions.values().forEach(LocalSubscription::delete);
    engine.close();
  }

  /** Without the publish rules: a dead letter's attributes may be one too many. */
  private void publish(String topic, PubsubMessage message) {
    topic(topic).publish(List.of(message), this::nextId, engine.now());
  }

  private String nextId() {
    return Long.toString(lastId.incrementAndGet());
  }

  private Subscription shown(LocalSubscription subscription) {
    Subscription config = subscription.config();
    return topics.containsKey(config.getTopic())
        ? config
        : config.toBuilder().setTopic(DELETED_TOPIC).build();
  }

  private LocalTopic topic(String name) {
    LocalTopic topic = topics.get(ResourceNames.requireTopic(name));
    if (topic == null) {
      throw GrpcErrors.notFound(name);
    }
    return topic;
  }

  private LocalSubscription subscription(String name) {
    LocalSubscription found = subscriptions.get(ResourceNames.requireSubscription(name));
    if (found == null) {
      throw GrpcErrors.notFound(name);
    }
    return found;
  }
}
