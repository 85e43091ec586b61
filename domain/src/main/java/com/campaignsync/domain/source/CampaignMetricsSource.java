package com.campaignsync.domain.source;

import com.campaignsync.domain.metric.Entity;
import reactor.core.publisher.Mono;

/** Campaign performance at its origin. All calls fail with {@link SourceException}. */
public interface CampaignMetricsSource {

  /**
   * Asks for the source's metadata; bills nothing.
   *
   * <p>Fails permanently if the table is missing, or if a mapped column is missing or has a type it
   * may not have.
   */
  Mono<SourceState> inspect(Entity entity, SourceMapping mapping);

  /** Upper bound of the bytes that a read would bill, by a dry run; bills nothing. */
  Mono<Long> estimateBytes(ReadRequest request);

  /** The same of {@link #undated}. */
  Mono<Long> estimateUndatedBytes(ReadRequest request);

  /** Runs one query to its end and offers its rows. */
  Mono<SourceRead> read(ReadRequest request);

  /** Runs one query for the rows without a day of each connection; the request's days are not. */
  Mono<SourceUndated> undated(ReadRequest request);

  /** Runs one query that answers what the source holds of each connection's days. */
  Mono<SourceDigests> digests(ReadRequest request);
}
