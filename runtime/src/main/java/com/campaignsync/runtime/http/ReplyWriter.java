package com.campaignsync.runtime.http;

import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the reply to one request, with the headers that every reply has. */
final class ReplyWriter {

  /** RFC 9110 §8.6: its length would be that of the 200 it stands for, which nobody made. */
  private static final int NOT_MODIFIED = 304;

  private final boolean head;
  private final String requestId;
  private final Map<String, String> cors;
  private final HttpResponse response;
  private boolean begun;

  /**
   * @param head whether only the head is wanted
   */
  ReplyWriter(boolean head, String requestId, Map<String, String> cors, HttpResponse response) {
    this.head = head;
    this.requestId = requestId;
    this.cors = cors;
    this.response = response;
  }

  /** Whether something was sent: another reply is not possible any more. */
  boolean hasBegun() {
    return begun;
  }

  void write(Reply reply) throws IOException {
    if (reply.content().isPresent() && !head) {
      reply.content().get().writeTo(new LateHead(() -> begin(reply)));
      return;
    }
    OutputStream out = begin(reply);
    if (reply.content().isPresent() || reply.status() == NOT_MODIFIED) {
      // Sent before the end: the server would state the length of what it wrote, which is 0.
      out.flush();
    } else if (head) {
      response.appendHeader("Content-Length", Integer.toString(reply.length()));
    } else {
      out.write(reply.body());
    }
  }

  private OutputStream begin(Reply reply) throws IOException {
    begun = true;
    response.setStatusCode(reply.status());
    headers(reply).forEach(response::appendHeader);
    if (!reply.contentType().isEmpty()) {
      response.setContentType(reply.contentType());
    }
    return response.getOutputStream();
  }

  private Map<String, String> headers(Reply reply) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Request-Id", requestId);
    headers.put("X-Content-Type-Options", "nosniff");
    // Tenant data: no cache between us and the caller may keep it.
    headers.put("Cache-Control", "no-store");
    headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.putAll(cors);
    headers.putAll(reply.headers());
    return headers;
  }
}
