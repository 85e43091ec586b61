package com.campaignsync.runtime.http;

import com.google.cloud.functions.HttpRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the parts of a request that every address needs: headers, bounded body. */
final class RequestReader {

  /** The API's limit on a body: far above any command it takes. */
  static final int BODY_BYTES_MAX = 1 << 20;

  private final HttpRequest request;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  RequestReader(HttpRequest request) {
    this.request = request;
    headers.putAll(request.getHeaders());
  }

  /** All values of a header, joined as RFC 9110 §5.3 says; empty if it is absent. */
  Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /**
   * The body's bytes.
   *
   * @throws Problem 413 BODY_TOO_LARGE; 400 BODY_UNREADABLE if the connection broke
   */
  byte[] body() {
    if (request.getContentLength() > BODY_BYTES_MAX) {
      throw tooLarge();
    }
    try {
      byte[] bytes = request.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
      if (bytes.length > BODY_BYTES_MAX) {
        throw tooLarge();
      }
      return bytes;
    } catch (IOException broken) {
      throw Problem.badRequest("BODY_UNREADABLE", "the body did not arrive whole; send it again");
    }
  }

  private static Problem tooLarge() {
    return Problem.of(
        413, "BODY_TOO_LARGE", "a body may have at most %d bytes".formatted(BODY_BYTES_MAX));
  }
}
