package com.campaignsync.domain.request;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** Counts permits for all instances together. */
public interface PermitStore {

  /**
   * Permits of the current window that are now the asker's alone.
   *
   * @param permits how many, 0 to what was wanted; in sum over all askers never more than the limit
   * @param used permits of the window that are given away, these included
   * @param windowLeft after this they lapse; may be zero or less where the window has just ended
   */
  record Grant(int permits, int used, Duration windowLeft) {}

  /** Takes up to {@code wanted} permits out of the current window. */
  Mono<Grant> draw(Caller caller, Limit limit, int wanted);
}
