package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.functions.metricsapi.MetricsApiFunction;
import com.campaignsync.local.functions.FunctionHost;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A refusal does not break the line it came by: many clients send a request's head and body apart,
 * and lose the next request with the line.
 */
class KeptConnectionTest {

  private static final int TIMEOUT_MILLIS = 20_000;

  private static FunctionHost host;

  /** Nothing here gets as far as a database. */
  @BeforeAll
  static void start() throws Exception {
    Map<String, String> settings =
        Map.of(
            "DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none",
            "BIGQUERY_PROJECT_ID", "p",
            "JWT_SECRET_KEY", "k".repeat(32));
    host = FunctionHost.start("metrics-api", 0, MetricsApiFunction.withEnvironment(settings::get));
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/campaign-performance/sync",
        "PATCH /connections/x",
        "POST /nowhere",
        "DELETE /health",
        "POST /docs"
      })
  void refusedRequest_leavesTheLineToTheNext(String request) throws Exception {
    try (Line line = new Line()) {
      for (int i = 0; i < 3; i++) {
        line.sendInTwoParts(request, 20);
        String head = line.readReply();
        assertTrue(head.startsWith("HTTP/1.1 4"), head);
        assertEquals(-1, head.toLowerCase().indexOf("connection: close"), head);
      }
    }
  }

  @Test
  void bodyAboveTheLimit_isRefusedAndTheLineStays() throws Exception {
    try (Line line = new Line()) {
      line.sendInTwoParts("POST /api/campaign-performance/sync", 1_200_000);
      assertTrue(line.readReply().startsWith("HTTP/1.1 401"));
      line.sendInTwoParts("POST /nowhere", 20);
      assertTrue(line.readReply().startsWith("HTTP/1.1 404"));
    }
  }

  @Test
  void bodyThatNobodyTakes_isRefusedAndTheReplySaysThatTheLineCloses() throws Exception {
    try (Line line = new Line()) {
      line.head("POST /api/campaign-performance/sync", 8_000_000);
      String head = line.readReply();
      assertTrue(head.startsWith("HTTP/1.1 401"), head);
      assertTrue(head.toLowerCase().contains("connection: close"), head);
    }
  }

  /** One TCP connection. */
  private static final class Line implements AutoCloseable {

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    Line() throws IOException {
      socket = new Socket("127.0.0.1", host.uri().getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      out = socket.getOutputStream();
      in = new BufferedInputStream(socket.getInputStream());
    }

    void head(String request, int bodyBytes) throws IOException {
      String head =
          request
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
              + bodyBytes
              + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    /** The server has the head, and time to answer it, before the body comes. */
    void sendInTwoParts(String request, int bodyBytes) throws Exception {
      head(request, bodyBytes);
      Thread.sleep(50);
      byte[] body = new byte[bodyBytes];
      Arrays.fill(body, (byte) ' ');
      out.write(body);
      out.flush();
    }

    /** The reply's head, its body being taken as well. */
    String readReply() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("the line was closed after: " + head);
        }
        head.append((char) next);
      }
      String length = head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1");
      in.skipNBytes(Long.parseLong(length));
      return head.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
