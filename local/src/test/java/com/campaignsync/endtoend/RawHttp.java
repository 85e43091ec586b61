package com.campaignsync.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests that no decent client makes, and the whole text of the answer. */
record RawHttp(int status, String contentType, String text) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Sends a request.
   *
   * @param token empty for none
   * @param body empty for none
   */
  static RawHttp send(String method, String url, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
    ApiAnswers.check(answer);
    return new RawHttp(
        answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), answer.body());
  }

  static RawHttp get(String url, String token) throws IOException, InterruptedException {
    return send("GET", url, token, "");
  }

  JsonNode json() throws IOException {
    return Http.JSON.readTree(text);
  }

  /** Status and stable reason, as {@code 404 JOB_NOT_FOUND}. */
  String problem() throws IOException {
    if (!contentType.startsWith("application/problem+json")) {
      return status + " without a problem: " + text;
    }
    return status + " " + json().path("reason").asText();
  }
}
