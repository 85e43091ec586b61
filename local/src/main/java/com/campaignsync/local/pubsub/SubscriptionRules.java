package com.campaignsync.local.pubsub;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.Subscription;
import java.net.URI;
import java.net.URISyntaxException;

/** What a subscription may ask for; what run-local does not offer is refused, never ignored. */
final class SubscriptionRules {
  /** As in the API's reference, where none is given. */
  private static final int ACK_DEADLINE_DEFAULT_SECONDS = 10;

  private static final int ACK_DEADLINE_MIN_SECONDS = 10;
  static final int ACK_DEADLINE_MAX_SECONDS = 600;

  private static final int RETENTION_DEFAULT_DAYS = 7;

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
            .setMessageRetentionDuration(Durations.fromDays(RETENTION_DEFAULT_DAYS));
    if (asked.hasDeadLetterPolicy()) {
      ResourceNames.requireTopic(asked.getDeadLetterPolicy().getDeadLetterTopic());
      complete.getDeadLetterPolicyBuilder().setMaxDeliveryAttempts(DeadLetters.attemptsMax(asked));
    }
    return complete.build();
  }

  private static void refuseWhatIsNotOffered(Subscription asked) {
    refuse(!asked.getFilter().isEmpty(), "filters");
    refuse(asked.getEnableExactlyOnceDelivery(), "exactly-once delivery");
    refuse(asked.hasBigqueryConfig(), "BigQuery subscriptions");
    refuse(asked.hasCloudStorageConfig(), "Cloud Storage subscriptions");
    refuse(asked.getPushConfig().hasNoWrapper(), "unwrapped pushes");
    refuse(asked.getPushConfig().hasOidcToken(), "pushes with an OIDC token");
    refuse(asked.getRetainAckedMessages(), "retained messages");
    refuse(asked.getMessageTransformsCount() > 0, "message transforms");
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
