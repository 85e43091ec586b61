package com.campaignsync.domain.store;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Telling others that jobs ended: at least once each, unless it fails {@link #ATTEMPTS_MAX} times.
 */
public interface NoticeStore {

  /** With the back-off between them these take three hours: longer than most outages. */
  int ATTEMPTS_MAX = 10;

  /**
   * Claims ended jobs of which nobody was told yet, the first ended first. Two callers never claim
   * one at the same time; a claim that is neither {@link #sent} nor {@link #failed} comes again.
   *
   * @param since jobs that ended before and of which nobody tried to tell yet are nobody's news
   * @param limit most jobs claimed by this call
   * @param visibleAgainAfter how long a claim lasts: longer than telling may take
   */
  Flux<JobNotice> claim(Instant since, int limit, Duration visibleAgainAfter);

  /**
   * Gives up telling of jobs that ended before, unless somebody is at it already; answers of how
   * many.
   *
   * @param limit most jobs of this call
   */
  Mono<Long> forget(Instant endedBefore, int limit);

  /** The notice was taken. */
  Mono<Void> sent(UUID jobId);

  /**
   * The notice was not taken: it comes again after an exponential back-off with jitter, or is given
   * up after {@link #ATTEMPTS_MAX} tries.
   *
   * @param reason why, for the person who looks; kept on the job; no secret
   * @return whether it comes again
   */
  Mono<Boolean> failed(UUID jobId, String reason);
}
