package com.campaignsync.local.pubsub;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Posts messages to one endpoint and tells whether it took them. */
final class PushDelivery {
  private static final System.Logger LOG = System.getLogger(PushDelivery.class.getName());

  /** The statuses that acknowledge, as the guide to push subscriptions lists them. */
  private static final Set<Integer> ACKNOWLEDGING = Set.of(102, 200, 201, 202, 204);

  private final HttpClient client;
  private final String subscription;
  private final URI endpoint;
  private final Duration ackDeadline;
  private final boolean showAttempt;

  PushDelivery(
      HttpClient client,
      String subscription,
      URI endpoint,
      Duration ackDeadline,
      boolean showAttempt) {
    this.client = client;
    this.subscription = subscription;
    this.endpoint = endpoint;
    this.ackDeadline = ackDeadline;
    this.showAttempt = showAttempt;
  }

  /** Posts the message; {@code acknowledged} is told once, at the latest at the ack deadline. */
  void send(Delivery delivery, Consumer<Boolean> acknowledged) {
    byte[] body = PushEnvelope.encode(subscription, delivery, showAttempt);
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/json")
            .header(
                "User-Agent",
                "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    CompletableFuture<HttpResponse<Void>> call =
        client.sendAsync(request, BodyHandlers.discarding());
    // A copy, because a future that timed out by itself can no longer be cancelled.
    call.copy()
        .orTimeout(ackDeadline.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (response, failure) -> {
              call.cancel(true);
              acknowledged.accept(isAcknowledged(delivery, response, failure));
            });
  }

  private boolean isAcknowledged(
      Delivery delivery, @Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
    if (response != null && ACKNOWLEDGING.contains(response.statusCode())) {
      return true;
    }
    LOG.log(
        Level.INFO,
        "push of message {0} to {1} failed (attempt {2}): {3}",
        delivery.message().getMessageId(),
        endpoint,
        delivery.attempt(),
        response == null ? String.valueOf(failure) : "status " + response.statusCode());
    return false;
  }
}
