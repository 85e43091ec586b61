package com.campaignsync.runtime.http;

import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a reply with the headers that every reply has. */
final class ReplyWriter {

  private ReplyWriter() {}

  static void write(
      Reply reply, boolean head, String requestId, Map<String, String> cors, HttpResponse response)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Request-Id", requestId);
    headers.put("X-Content-Type-Options", "nosniff");
    // Tenant data: no cache between us and the caller may keep it.
    headers.put("Cache-Control", "no-store");
    headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.putAll(cors);
    headers.putAll(reply.headers());
    response.setStatusCode(reply.status());
    headers.forEach(response::appendHeader);
    byte[] body = reply.body();
    if (body.length > 0) {
      response.setContentType(reply.contentType());
    }
    if (head) {
      response.appendHeader("Content-Length", Integer.toString(body.length));
    } else {
      response.getOutputStream().write(body);
    }
  }
}
