package com.campaignsync.domain.source;

import reactor.core.publisher.Mono;

/** Campaign performance at its origin. Both calls fail with {@link SourceException}. */
public interface CampaignMetricsSource {

  /**
   * Asks for the source's metadata; bills nothing.
   *
   * <p>Fails permanently if the table is missing, or if a mapped column is missing or has a type it
   * may not have.
   */
  Mono<SourceState> inspect(SourceMapping mapping);

  /** Runs one query to its end and offers its rows. */
  Mono<SourceRead> read(ReadRequest request);
}
