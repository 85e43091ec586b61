package com.campaignsync.adapters.notify;

import com.campaignsync.domain.notice.NoticeSender;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Posts notices to one URL, signed as the Standard Webhooks specification says: HMAC-SHA256 over
 * id, timestamp and body, in the headers {@code webhook-id}, {@code webhook-timestamp} and {@code
 * webhook-signature}. Only a 2xx answer counts; a redirect is not followed, for who signs must know
 * whom he tells.
 */
public final class SignedWebhook implements NoticeSender {

  /** A receiver that takes longer should queue. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

  private final URI url;
  private final Webhook signer;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_MAX)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param secret base64 with or without the prefix {@code whsec_}; the receiver has the same
   * @throws IllegalArgumentException if the secret is empty or no base64
   */
  public SignedWebhook(URI url, String secret, InstantSource clock) {
    this.url = url;
    this.clock = clock;
    try {
      this.signer = new Webhook(secret);
    } catch (EmptyWebhookSecretException empty) {
      throw new IllegalArgumentException("the webhook's secret is empty", empty);
    }
  }

  @Override
  public Mono<Void> send(UUID id, String json) {
    return Mono.defer(
            () ->
                Mono.fromCompletionStage(
                    client.sendAsync(request(id, json), BodyHandlers.discarding())))
        .onErrorMap(error -> new NotDelivered("the webhook's receiver cannot be reached", error))
        .flatMap(SignedWebhook::judge);
  }

  private static Mono<Void> judge(HttpResponse<Void> answer) {
    int status = answer.statusCode();
    return status / 100 == 2
        ? Mono.empty()
        : Mono.error(new NotDelivered("the webhook's receiver answered " + status, null));
  }

  private HttpRequest request(UUID id, String json) {
    long timestamp = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(url)
        .timeout(ANSWER_MAX)
        .header("content-type", "application/json")
        .header("webhook-id", id.toString())
        .header("webhook-timestamp", Long.toString(timestamp))
        .header("webhook-signature", sign(id, timestamp, json))
        .POST(BodyPublishers.ofString(json))
        .build();
  }

  private String sign(UUID id, long timestamp, String json) {
    try {
      return signer.sign(id.toString(), timestamp, json);
    } catch (WebhookSigningException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }
}
