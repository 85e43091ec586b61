package com.campaignsync.domain.store;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looking through kept messages and sending them again. */
public interface DeadLetterArchive {

  /** Most letters of one page. */
  int PAGE_MAX = 100;

  /**
   * Letters, the newest first.
   *
   * @param openOnly only those not replayed yet
   * @param beforeId only those with a smaller id, to go on after a page; {@code Long.MAX_VALUE} for
   *     the first
   * @param limit at most {@link #PAGE_MAX}
   */
  Flux<DeadLetter> list(boolean openOnly, long beforeId, int limit);

  /** Empty if there is none. */
  Mono<DeadLetter> find(long id);

  /**
   * Notes that a letter was sent again. False if there is none, if it was sent again before, or if
   * it has failed again since it was listed: then it stays open.
   */
  Mono<Boolean> markReplayed(DeadLetter letter);
}
