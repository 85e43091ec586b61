package com.campaignsync.adapters.bigquery;

import reactor.core.publisher.Flux;

/** A large result's rows of one connection, in order of the day. */
interface TargetRows {

  /**
   * @param target the connection's number in the request
   */
  Flux<? extends Cells> of(int target);
}
