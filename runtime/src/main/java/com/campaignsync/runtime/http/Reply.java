package com.campaignsync.runtime.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the caller. */
public final class Reply {

  private final int status;
  private final String contentType;
  private final Map<String, String> headers;
  private final byte[] body;

  private Reply(int status, String contentType, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.headers = headers;
    this.body = body;
  }

  /** A JSON reply; decimals come out plain, with exactly the digits they have. */
  public static Reply json(int status, Object body) {
    return new Reply(status, "application/json", Map.of(), Json.write(body));
  }

  /** A reply of any media type. */
  public static Reply of(int status, String mediaType, byte[] body) {
    return new Reply(status, mediaType, Map.of(), body.clone());
  }

  /** A reply whose body is there as text. */
  public static Reply text(int status, String mediaType, String body) {
    return new Reply(status, mediaType, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  /** A reply without a body. */
  public static Reply empty(int status) {
    return new Reply(status, "", Map.of(), new byte[0]);
  }

  /** The same with one more header. */
  public Reply header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, contentType, more, body);
  }

  /** The same under another media type. */
  public Reply contentType(String mediaType) {
    return new Reply(status, mediaType, headers, body);
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

  /** The body's bytes. */
  public byte[] body() {
    return body.clone();
  }
}
