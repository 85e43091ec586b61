package com.campaignsync.domain.query;

import reactor.core.publisher.Mono;

/** Asks the store how the service goes. */
public interface HealthReader {

  /** Fails if the store does not answer. */
  Mono<ServiceHealth> read();
}
