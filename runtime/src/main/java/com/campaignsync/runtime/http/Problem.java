package com.campaignsync.runtime.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused or failed, as the caller will read it (RFC 9457).
 *
 * <p>Thrown from anywhere below a handler; it becomes the reply. The detail says what to do.
 */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;
  private final transient Map<String, Object> extensions;
  private final transient Map<String, String> headers;

  private Problem(
      int status,
      String reason,
      String detail,
      Map<String, Object> extensions,
      Map<String, String> headers,
      @Nullable Throwable cause) {
    // No stack trace: a refusal is an answer, not a fault of the program.
    super(detail, cause, false, false);
    this.status = status;
    this.reason = reason;
    this.extensions = extensions;
    this.headers = headers;
  }

  /**
   * A problem.
   *
   * @param status the HTTP status, 400 to 599
   * @param reason a stable UPPER_SNAKE code, one per kind of problem
   * @param detail what is wrong and what to do, for a person; no secret
   */
  public static Problem of(int status, String reason, String detail) {
    return new Problem(status, reason, detail, Map.of(), Map.of(), null);
  }

  /** Status 400. */
  public static Problem badRequest(String reason, String detail) {
    return of(400, reason, detail);
  }

  /** The same with one more member in the body. */
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(extensions);
    more.put(name, value);
    return new Problem(status, reason, detail(), more, headers, getCause());
  }

  /** The same with one more response header. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, reason, detail(), extensions, more, getCause());
  }

  /** The same with the failure behind it, which the log tells and the caller is not told. */
  public Problem causedBy(Throwable failure) {
    return new Problem(status, reason, detail(), extensions, headers, failure);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The stable code. */
  public String reason() {
    return reason;
  }

  /** What is wrong and what to do. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** Further members of the body. */
  public Map<String, Object> extensions() {
    return extensions;
  }

  /** Further response headers. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The reply that says this. */
  public Reply reply() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", StatusTitle.of(status));
    body.put("status", status);
    body.put("detail", detail());
    body.put("reason", reason);
    body.put("success", false);
    body.putAll(extensions);
    Reply reply = Reply.json(status, body).contentType("application/problem+json");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      reply = reply.header(header.getKey(), header.getValue());
    }
    return reply;
  }
}
