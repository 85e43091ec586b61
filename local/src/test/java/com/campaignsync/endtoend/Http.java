package com.campaignsync.endtoend;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Calls over real HTTP. */
public final class Http {

  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Http() {}

  /** An answer. */
  record Answer(int status, JsonNode body) {}

  static Answer get(String url, String token) throws IOException, InterruptedException {
    return send(request(url, token).GET().build());
  }

  static Answer post(String url, String token, String body)
      throws IOException, InterruptedException {
    return send(
        request(url, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** Any method; an empty body is none. */
  static Answer send(String method, String url, String token, String body)
      throws IOException, InterruptedException {
    return send(
        request(url, token)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build());
  }

  /** Pushes a message as Pub/Sub does; answers the status. */
  public static int push(String url, String messageId, String data)
      throws IOException, InterruptedException {
    String encoded = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
    String body =
        """
        {"message":{"data":"%s","attributes":{},"messageId":"%s",\
        "publishTime":"2026-01-01T00:00:00Z"},"subscription":"projects/p/subscriptions/s"}"""
            .formatted(encoded, messageId);
    return send(request(url, "").POST(BodyPublishers.ofString(body)).build()).status();
  }

  private static HttpRequest.Builder request(String url, String token) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(120));
    return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
  }

  private static Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
    ApiAnswers.check(response);
    String type = response.headers().firstValue("Content-Type").orElse("");
    return new Answer(
        response.statusCode(),
        type.contains("json") ? JSON.readTree(response.body()) : JSON.missingNode());
  }
}
