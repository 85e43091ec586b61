package com.campaignsync.domain.source;

import com.campaignsync.domain.metric.Entity;
import reactor.core.publisher.Mono;

/** Tries a mapping on the live source before a connection is made of it. */
public interface SourceValidation {

  /**
   * Checks tables, columns and types by free metadata calls, and shows one of the connection's rows
   * where that is free too. Bills nothing.
   *
   * <p>Fails with {@link SourceException} naming everything that is wrong with a table at once.
   *
   * @param target the connection that is to be; a row of anybody else is never shown
   */
  Mono<SourceSample> validate(Entity entity, SourceMapping mapping, ReadTarget target);
}
