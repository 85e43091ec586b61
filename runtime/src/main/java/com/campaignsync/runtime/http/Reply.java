package com.campaignsync.runtime.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What goes back to the caller. */
public final class Reply {

  /** A body that is written as it comes to be. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the body. Whatever is thrown before the first byte becomes a problem reply; after it,
     * the connection breaks, so that nobody takes a part for the whole.
     */
    void writeTo(OutputStream out) throws IOException;
  }

  private final int status;
  private final String contentType;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Optional<Content> content;

  private Reply(
      int status,
      String contentType,
      Map<String, String> headers,
      byte[] body,
      Optional<Content> content) {
    this.status = status;
    this.contentType = contentType;
    this.headers = headers;
    this.body = body;
    this.content = content;
  }

  /** A JSON reply; decimals come out plain, with exactly the digits they have. */
  public static Reply json(int status, Object body) {
    return new Reply(status, "application/json", Map.of(), Json.write(body), Optional.empty());
  }

  /** A reply whose body is made while it is sent, in the thread of the request. */
  public static Reply streaming(String mediaType, Content content) {
    return new Reply(200, mediaType, Map.of(), new byte[0], Optional.of(content));
  }

  /** A reply of any media type. */
  public static Reply of(int status, String mediaType, byte[] body) {
    return new Reply(status, mediaType, Map.of(), body.clone(), Optional.empty());
  }

  /** A reply whose body is there as text. */
  public static Reply text(int status, String mediaType, String body) {
    return of(status, mediaType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A reply without a body. */
  public static Reply empty(int status) {
    return new Reply(status, "", Map.of(), new byte[0], Optional.empty());
  }

  /** The same with one more header. */
  public Reply header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, contentType, more, body, content);
  }

  /** The same under another media type. */
  public Reply contentType(String mediaType) {
    return new Reply(status, mediaType, headers, body, content);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The media type, or empty without a body. */
  public String contentType() {
    return contentType;
  }

  /** Headers beside those every reply has. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Whether the body is made while it is sent. */
  public boolean isStreamed() {
    return content.isPresent();
  }

  /** Bytes of the body; 0 if it is streamed. */
  public int length() {
    return body.length;
  }

  /** What writes the body, if it is streamed. */
  Optional<Content> content() {
    return content;
  }

  /** The body's bytes; none if it is streamed. */
  public byte[] body() {
    return body.clone();
  }
}
