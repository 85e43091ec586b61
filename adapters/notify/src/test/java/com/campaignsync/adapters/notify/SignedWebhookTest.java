package com.campaignsync.adapters.notify;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.notice.NoticeSender.NotDelivered;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignedWebhookTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final UUID ID = new UUID(1, 2);
  private static final String JSON = "{\"type\":\"sync.ended\",\"name\":\"Frühling ☀\"}";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<Map<String, List<String>>> headers = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private HttpServer receiver;
  private int status = 204;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/hook", this::take);
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  @Test
  void send_isVerifiedByTheReceiver_andByNobodyWithAnotherSecret() throws Exception {
    webhook().send(ID, JSON).block(PATIENCE);

    assertEquals(List.of(JSON), bodies);
    assertEquals(List.of(ID.toString()), headers.get(0).get("Webhook-id"));
    Map<String, List<String>> received = lowerCase(headers.get(0));
    assertDoesNotThrow(() -> new Webhook(SECRET).verify(JSON, received));
    assertThrows(
        WebhookVerificationException.class,
        () -> new Webhook("whsec_AAAA9r8GKYqrTwjUPD8ILPZIo2LaLaSw").verify(JSON, received));
    assertThrows(
        WebhookVerificationException.class, () -> new Webhook(SECRET).verify(JSON + " ", received));
  }

  @Test
  void send_countsNothingButSuccess_andFollowsNoRedirect() {
    for (int refused : new int[] {301, 307, 400, 410, 429, 500, 503}) {
      status = refused;
      NotDelivered error =
          assertThrows(NotDelivered.class, () -> webhook().send(ID, JSON).block(PATIENCE));
      assertTrue(error.getMessage().endsWith("answered " + refused), error.getMessage());
    }
    assertEquals(7, bodies.size());
  }

  @Test
  void send_saysThatNobodyIsThere() {
    receiver.stop(0);

    assertThrows(NotDelivered.class, () -> webhook().send(ID, JSON).block(PATIENCE));
  }

  @Test
  void anEmptySecret_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new SignedWebhook(url(), "", InstantSource.system()));
  }

  private SignedWebhook webhook() {
    return new SignedWebhook(url(), SECRET, InstantSource.system());
  }

  private URI url() {
    return URI.create("http://127.0.0.1:%d/hook".formatted(receiver.getAddress().getPort()));
  }

  private void take(HttpExchange exchange) throws IOException {
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (status / 100 == 3) {
      exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                header -> header.getKey().toLowerCase(java.util.Locale.ROOT), Map.Entry::getValue));
  }
}
