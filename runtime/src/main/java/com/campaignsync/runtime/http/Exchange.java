package com.campaignsync.runtime.http;

import com.google.cloud.functions.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request being answered, and what is known of it so far. One thread uses it. */
final class Exchange {

  private final HttpRequest http;
  private final RequestReader reader;
  private final String id;
  private @Nullable Request routed;

  Exchange(HttpRequest http) {
    this.http = http;
    this.reader = new RequestReader(http);
    this.id = RequestId.of(reader.header("X-Request-Id"));
  }

  HttpRequest http() {
    return http;
  }

  RequestReader reader() {
    return reader;
  }

  /** The X-Request-Id. */
  String id() {
    return id;
  }

  /** Its route, caller and query are known. */
  void routed(Request request) {
    routed = request;
  }

  LoggedRequest logged() {
    return routed == null ? LoggedRequest.of(id, reader::header) : routed.logged();
  }

  /** What a filter said of the reply, whatever it is to be. */
  Map<String, String> replyHeaders() {
    return routed == null ? Map.of() : routed.replyHeaders();
  }
}
