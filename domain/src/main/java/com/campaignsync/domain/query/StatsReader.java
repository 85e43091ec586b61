package com.campaignsync.domain.query;

import reactor.core.publisher.Mono;

/** Asks the store how syncs go over all tenants. */
public interface StatsReader {

  /** Fails if the store does not answer. */
  Mono<ServiceStats> stats();
}
