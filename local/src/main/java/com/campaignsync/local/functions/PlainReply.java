package com.campaignsync.local.functions;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The answers the host itself gives, in the function's place. */
enum PlainReply {
  BODY_TOO_LARGE(413, "The request body is too large."),
  BUSY(429, "Too many calls are waiting. Try again shortly."),
  FAILED(500, "Internal Server Error");

  private final int status;
  private final String text;

  PlainReply(int status, String text) {
    this.status = status;
    this.text = text;
  }

  void send(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    Content.Sink.write(response, true, text + "\n", callback);
  }
}
