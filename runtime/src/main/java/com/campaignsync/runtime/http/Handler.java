package com.campaignsync.runtime.http;

import reactor.core.publisher.Mono;

/** Answers one kind of request. Refusals are thrown, or signalled, as {@link Problem}. */
@FunctionalInterface
public interface Handler {

  /** The reply to come; exactly one. */
  Mono<Reply> handle(Request request);
}
