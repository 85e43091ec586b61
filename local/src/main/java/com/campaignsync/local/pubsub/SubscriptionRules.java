package com.campaignsync.local.pubsub;

import com.campaignsync.local.grpc.Allowed;
import com.campaignsync.local.grpc.GrpcErrors;
import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.Subscription;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;

/** What a subscription may ask for; what run-local does not offer is refused, never ignored. */
final class SubscriptionRules {
  /** As in the API's reference, where none is given. */
  private static final int ACK_DEADLINE_DEFAULT_SECONDS = 10;

  private static final int ACK_DEADLINE_MIN_SECONDS = 10;
  static final int ACK_DEADLINE_MAX_SECONDS = 600;

  /** As in the API's reference. Nothing gets that old here: messages end with the process. */
  private static final Duration RETENTION_DEFAULT = Durations.fromDays(7);

  private static final Set<String> SETTINGS =
      Set.of(
          "name",
          "topic",
          "push_config",
          "ack_deadline_seconds",
          "message_retention_duration",
          "labels",
          "enable_message_ordering",
          "expiration_policy",
          "dead_letter_policy",
          "retry_policy",
          "state");

  private static final Set<String> PUSH_SETTINGS =
      Set.of("push_endpoint", "attributes", "pubsub_wrapper");

  private static final Set<Map.Entry<String, String>> PUSH_ATTRIBUTES =
      Map.of("x-goog-version", "v1").entrySet();

  private SubscriptionRules() {}

  /** The subscription with its defaults filled in, as the service answers it. */
  static Subscription complete(Subscription asked) {
    ResourceNames.requireSubscription(asked.getName());
    ResourceNames.requireTopic(asked.getTopic());
    refuseWhatIsNotOffered(asked);
    checkEndpoint(asked.getPushConfig().getPushEndpoint());
    int seconds = asked.getAckDeadlineSeconds();
    if (seconds == 0) {
      seconds = ACK_DEADLINE_DEFAULT_SECONDS;
    }
    if (seconds < ACK_DEADLINE_MIN_SECONDS || seconds > ACK_DEADLINE_MAX_SECONDS) {
      throw GrpcErrors.invalid("ack_deadline_seconds is 10 to 600, but was " + seconds);
    }
    Backoff.of(asked);
    Subscription.Builder complete =
        asked.toBuilder()
            .setAckDeadlineSeconds(seconds)
            .setState(Subscription.State.ACTIVE)
            .setMessageRetentionDuration(RETENTION_DEFAULT);
    if (asked.hasDeadLetterPolicy()) {
      ResourceNames.requireTopic(asked.getDeadLetterPolicy().getDeadLetterTopic());
      complete.getDeadLetterPolicyBuilder().setMaxDeliveryAttempts(DeadLetters.attemptsMax(asked));
    }
    return complete.build();
  }

  private static void refuseWhatIsNotOffered(Subscription asked) {
    Allowed.require(PubSubErrors.PRODUCT, asked, SETTINGS);
    Allowed.require(PubSubErrors.PRODUCT, asked.getPushConfig(), PUSH_SETTINGS);
    refuse(
        !PUSH_ATTRIBUTES.containsAll(asked.getPushConfig().getAttributesMap().entrySet()),
        "another push attribute than x-goog-version=v1");
    refuse(
        asked.hasMessageRetentionDuration()
            && !asked.getMessageRetentionDuration().equals(RETENTION_DEFAULT),
        "another message_retention_duration than 7 days");
    // Without a time to live a subscription never expires: so it is here.
    refuse(asked.getExpirationPolicy().hasTtl(), "ExpirationPolicy.ttl");
  }

  private static void refuse(boolean asked, String feature) {
    if (asked) {
      throw PubSubErrors.notOffered(feature);
    }
  }

  private static void checkEndpoint(String endpoint) {
    if (!endpoint.isEmpty() && !isHttp(endpoint)) {
      throw GrpcErrors.invalid("push_endpoint is an http or https address: " + endpoint);
    }
  }

  private static boolean isHttp(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http && uri.getHost() != null;
    } catch (URISyntaxException malformed) {
      return false;
    }
  }
}
