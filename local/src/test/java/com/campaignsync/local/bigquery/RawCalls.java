package com.campaignsync.local.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Calls that Google's client would not make. */
final class RawCalls {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String base;
  private final HttpClient http = HttpClient.newHttpClient();

  RawCalls(LocalBigQueryFixture bq) {
    base = bq.server.host() + "/bigquery/v2/projects/" + LocalBigQueryFixture.PROJECT;
  }

  /**
   * An answer.
   *
   * @param text the body as it came
   */
  record Answer(int status, String text) {
    JsonNode json() throws IOException {
      return JSON.readTree(text);
    }
  }

  /**
   * @param json the body; empty for none; a single quote stands for a double one
   */
  Answer call(String method, String path, String json, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, BodyPublishers.ofString(json.replace('\'', '"')));
    if (headers.length > 0) {
      request.headers(headers);
    }
    var response = http.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  Answer post(String path, String json) throws IOException, InterruptedException {
    return call("POST", path, json);
  }

  Answer query(String sql) throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(Map.of("query", sql, "useLegacySql", false));
    return call("POST", "/queries", body.replace("'", "\\u0027"));
  }
}
