package com.campaignsync.local.pubsub;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;

/**
 * How long a message rests after a failed delivery: {@code min} after the first, doubled after each
 * further one, never above {@code max}.
 *
 * @param min the first pause, not negative
 * @param max the longest pause, at least {@code min}
 */
record Backoff(Duration min, Duration max) {
  /** The service's own bound on both ends of a retry policy. */
  private static final Duration POLICY_MAX = Duration.ofSeconds(600);

  /** A policy that names no minimum rests 10 seconds first, as in the API's reference. */
  private static final Duration POLICY_MIN_DEFAULT = Duration.ofSeconds(10);

  /** Pushes without a policy: 100 ms to 60 s, as the guide to push subscriptions says. */
  private static final Backoff PUSH = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(60));

  /** Pulls without a policy are redelivered at once. */
  private static final Backoff NONE = new Backoff(Duration.ZERO, Duration.ZERO);

  /** The back-off a subscription asks for. */
  static Backoff of(Subscription subscription) {
    if (subscription.hasRetryPolicy()) {
      return of(subscription.getRetryPolicy());
    }
    return subscription.getPushConfig().getPushEndpoint().isEmpty() ? NONE : PUSH;
  }

  private static Backoff of(RetryPolicy policy) {
    Duration max = policy.hasMaximumBackoff() ? duration(policy.getMaximumBackoff()) : POLICY_MAX;
    Duration min =
        policy.hasMinimumBackoff() ? duration(policy.getMinimumBackoff()) : POLICY_MIN_DEFAULT;
    if (min.isNegative() || max.compareTo(POLICY_MAX) > 0 || min.compareTo(max) > 0) {
      throw GrpcErrors.invalid(
          "retry_policy: back-offs are 0 to 600 seconds and the minimum is at most the maximum");
    }
    return new Backoff(min, max);
  }

  private static Duration duration(com.google.protobuf.Duration duration) {
    return Duration.ofNanos(Durations.toNanos(duration));
  }

  /**
   * @param failures how often the message's delivery has failed, at least 1
   */
  Duration after(int failures) {
    Duration pause = min;
    for (int i = 1; i < failures && pause.compareTo(max) < 0 && !pause.isZero(); i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(max) < 0 ? pause : max;
  }
}
