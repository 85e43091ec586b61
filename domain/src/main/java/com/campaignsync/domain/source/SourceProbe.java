package com.campaignsync.domain.source;

import reactor.core.publisher.Mono;

/** Asks whether the source can be reached; costs nothing. */
public interface SourceProbe {

  /** Does not fail: a source that cannot be reached is an answer as well. */
  Mono<SourceReach> probe();
}
