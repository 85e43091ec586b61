package com.campaignsync.runtime.http;

import reactor.core.publisher.Mono;

/**
 * What happens around the handlers of all routes: limits, repeated requests, the audit log. It sees
 * a request once its caller is known, its query read and its body whole.
 */
@FunctionalInterface
public interface Filter {

  /**
   * The reply: its own, or what {@code next} answers. {@code next} never throws; it signals.
   *
   * @param request the request
   * @param next the filters behind this one and the handler
   */
  Mono<Reply> apply(Request request, Handler next);
}
