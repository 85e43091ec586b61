package com.campaignsync.runtime.http;

import com.google.cloud.functions.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the parts of a request that every address needs: headers, bounded body. */
final class RequestReader {

  /** The API's limit on a body: far above any command it takes. */
  static final int BODY_BYTES_MAX = 1 << 20;

  /**
   * The platform's web server takes 8 KiB of request line and headers together, beyond that it
   * answers a page of its own. What is refused below that is refused in the API's words.
   */
  static final int TARGET_CHARS_MAX = 7 * 1024;

  /** Of address and headers together: the rest is room for the request line's other words. */
  static final int HEAD_CHARS_MAX = 7 * 1024 + 512;

  /** Cheaper than a new connection, and more than most send by mistake. */
  private static final int DISCARDED_BYTES_MAX = 4 << 20;

  private static final int BUFFER_BYTES = 8192;

  /** Between a header's name and its value, and after it: {@code ": "} and the line's end. */
  private static final int HEADER_EXTRA_CHARS = 4;

  private final HttpRequest request;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  RequestReader(HttpRequest request) {
    this.request = request;
    headers.putAll(request.getHeaders());
  }

  /**
   * Refuses what is too long to be worth reading.
   *
   * @throws Problem 414 URI_TOO_LONG; 431 HEADERS_TOO_LARGE
   */
  void checkSize() {
    int target = request.getPath().length() + request.getQuery().orElse("").length();
    if (target > TARGET_CHARS_MAX) {
      throw Problem.of(
          414,
          "URI_TOO_LONG",
          "path and query may have at most %d characters".formatted(TARGET_CHARS_MAX));
    }
    if (target + headerChars() > HEAD_CHARS_MAX) {
      throw Problem.of(
          431,
          "HEADERS_TOO_LARGE",
          "path, query and headers together may have at most %d characters"
              .formatted(HEAD_CHARS_MAX));
    }
  }

  /** As they were sent, a line each. */
  private long headerChars() {
    return headers.entrySet().stream()
        .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + value))
        .mapToLong(line -> line.length() + HEADER_EXTRA_CHARS)
        .sum();
  }

  /** All values of a header, joined as RFC 9110 §5.3 says; empty if it is absent. */
  Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /**
   * The body's bytes.
   *
   * @throws Problem 413 BODY_TOO_LARGE; 415 UNSUPPORTED_MEDIA_TYPE; 400 BODY_UNREADABLE if the
   *     connection broke
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
      if (bytes.length > 0) {
        BodyType.check(header("Content-Type"));
      }
      return bytes;
    } catch (IOException broken) {
      throw Problem.badRequest("BODY_UNREADABLE", "the body did not arrive whole; send it again");
    }
  }

  /**
   * Takes what nobody read of the body, so that the connection can carry the next request: a client
   * that is still sending would lose the reply, and its next request, to a closed line.
   *
   * @return whether all of it was taken; if not, the connection must be closed
   */
  boolean discardBody() {
    if (request.getContentLength() > DISCARDED_BYTES_MAX) {
      return false;
    }
    try {
      InputStream body = request.getInputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      long left = DISCARDED_BYTES_MAX;
      int read = 0;
      while (read >= 0 && left > 0) {
        left -= read;
        read = body.read(buffer);
      }
      return read < 0;
    } catch (IOException broken) {
      return false; // Nobody is there to be told.
    }
  }

  private static Problem tooLarge() {
    return Problem.of(
        413, "BODY_TOO_LARGE", "a body may have at most %d bytes".formatted(BODY_BYTES_MAX));
  }
}
