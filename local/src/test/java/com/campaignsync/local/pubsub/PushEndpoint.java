package com.campaignsync.local.pubsub;

import com.campaignsync.local.functions.FunctionHost;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;

/** A real HTTP endpoint that keeps what was pushed and answers as told. */
final class PushEndpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A push as it arrived. */
  record Push(JsonNode body, long nanoTime) {
    String text() throws IOException {
      return new String(body.get("message").get("data").binaryValue(), StandardCharsets.UTF_8);
    }
  }

  private final List<Push> pushes = new CopyOnWriteArrayList<>();
  private final FunctionHost host;

  /**
   * @param statusOfPush from the push's number, 0 for the first, to the status to answer
   */
  PushEndpoint(IntUnaryOperator statusOfPush) {
    host =
        FunctionHost.start(
            "endpoint",
            0,
            (request, response) -> {
              JsonNode body = JSON.readTree(request.getInputStream());
              int number;
              synchronized (pushes) {
                number = pushes.size();
                pushes.add(new Push(body, System.nanoTime()));
              }
              response.setStatusCode(statusOfPush.applyAsInt(number));
            });
  }

  String url() {
    return host.uri().toString();
  }

  List<Push> pushes() {
    return pushes;
  }

  @Override
  public void close() {
    host.close();
  }
}
