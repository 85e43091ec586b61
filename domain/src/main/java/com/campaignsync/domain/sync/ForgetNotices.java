package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.NoticeStore;
import java.time.InstantSource;
import reactor.core.publisher.Mono;

/**
 * Gives up telling of syncs that ended long ago, whether anybody is told of others or not: who
 * switches telling on hears of what happens then, and no backlog piles up before.
 */
public final class ForgetNotices {

  /** Of one run; with one a minute far more than can end meanwhile. */
  private static final int NOTICES_MAX = 5_000;

  private final NoticeStore store;
  private final InstantSource clock;

  public ForgetNotices(NoticeStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Answers how many were given up. */
  public Mono<Long> run() {
    return store.forget(clock.instant().minus(SendNotices.NEWS_FOR), NOTICES_MAX);
  }
}
