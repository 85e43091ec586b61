package com.campaignsync.domain.query;

import reactor.core.publisher.Mono;

/** Asks the scheduler whether it will go on starting syncs. */
public interface SchedulerReader {

  /** Does not fail: a scheduler that cannot be asked is a status as well. */
  Mono<SchedulerStatus> status();
}
