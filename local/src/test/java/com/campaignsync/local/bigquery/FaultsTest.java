package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.BigQueryOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls fail, hang, break and crawl when told to. */
class FaultsTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static LocalBigQueryFixture bq;

  @BeforeAll
  static void start() {
    bq = new LocalBigQueryFixture();
  }

  @AfterAll
  static void stop() {
    bq.close();
  }

  @AfterEach
  void clear() throws Exception {
    send("DELETE", "/local/faults", "");
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(bq.server.host() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .timeout(Duration.ofSeconds(2))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void fault(String json) throws IOException, InterruptedException {
    HttpResponse<String> reply = send("POST", "/local/faults", json);
    assertEquals(200, reply.statusCode(), reply.body());
  }

  private static BigQuery withoutRetries() {
    return BigQueryOptions.newBuilder()
        .setHost(bq.server.host())
        .setProjectId(LocalBigQueryFixture.PROJECT)
        .setCredentials(NoCredentials.getInstance())
        .setRetrySettings(RetrySettings.newBuilder().setMaxAttempts(1).build())
        .build()
        .getService();
  }

  @ParameterizedTest
  @CsvSource({
    "quotaExceeded, 403",
    "rateLimitExceeded, 403",
    "backendError, 503",
    "accessDenied, 403",
    "internalError, 500"
  })
  void failure_hasBigQuerysShape(String reason, int status) throws Exception {
    fault(
        "{\"method\":\"datasets.get\",\"then\":\"fail\",\"reason\":\"%s\",\"message\":\"why\"}"
            .formatted(reason));
    BigQueryException e =
        assertThrows(
            BigQueryException.class, () -> withoutRetries().getDataset("engarde_analytics"));
    assertEquals(status, e.getCode());
    assertEquals(reason, e.getReason());
    assertEquals("why", e.getMessage());
    assertEquals(
        "engarde_analytics", bq.client.getDataset("engarde_analytics").getDatasetId().getDataset());
  }

  @Test
  void fault_meetsItsMethodOnly_asOftenAsSaid() throws Exception {
    fault("{\"method\":\"tables.list\",\"times\":2,\"then\":\"fail\",\"status\":502}");
    assertEquals("1", bq.one("SELECT 1"));
    assertTrue(send("GET", "/local/faults", "").body().contains("\"times\":2"));
    for (int i = 0; i < 2; i++) {
      assertThrows(BigQueryException.class, () -> withoutRetries().listTables("engarde_analytics"));
    }
    bq.client.listTables("engarde_analytics");
    assertEquals("{\"faults\":[]}", send("GET", "/local/faults", "").body());
  }

  @Test
  void hangTruncateAndSlow_reachTheClient() throws Exception {
    String path = "/bigquery/v2/projects/proj-local/datasets";
    fault("{\"then\":\"hang\",\"seconds\":3}");
    assertThrows(HttpTimeoutException.class, () -> send("GET", path, ""));
    fault("{\"then\":\"truncate\"}");
    assertThrows(IOException.class, () -> send("GET", path, ""));
    int length = send("GET", path, "").body().length();
    fault("{\"then\":\"slow\",\"bytesPerSecond\":" + length * 2 + "}");
    long before = System.nanoTime();
    assertEquals(length, send("GET", path, "").body().length());
    assertTrue(System.nanoTime() - before > 300_000_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      textBlock =
          """
          {"then":"explode"}
          {"then":"hang"}
          {"then":"hang","seconds":601}
          {"then":"slow","bytesPerSecond":0}
          {"then":"fail","status":200}
          {"then":"fail","times":0}
          """)
  void badFault_isRefused(String json) throws Exception {
    assertEquals(400, send("POST", "/local/faults", json).statusCode());
  }
}
