package com.campaignsync.domain.sync;

import com.campaignsync.domain.notice.NoticeSender;
import com.campaignsync.domain.store.JobNotice;
import com.campaignsync.domain.store.NoticeStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Tells whoever wants to know that syncs have ended: each at least once, known by its job's id. */
public final class SendNotices {

  /** Notices of one run: with ten seconds each at worst, told four at once, within a minute. */
  private static final int NOTICES_MAX = 20;

  private static final int AT_ONCE = 4;

  /**
   * What ended earlier, and was not told of yet, is nobody's news: telling was switched on since,
   * or was off for long. What was tried in time is tried on, however long the receiver is away.
   */
  static final Duration NEWS_FOR = Duration.ofHours(1);

  /** Longer than a run may take, so that two do not tell the same at once. */
  private static final Duration VISIBLE_AGAIN_AFTER = Duration.ofMinutes(2);

  private final NoticeStore store;
  private final NoticeSender sender;
  private final Function<JobNotice, String> json;
  private final InstantSource clock;

  /**
   * @param json a notice as the receiver gets it
   */
  public SendNotices(
      NoticeStore store,
      NoticeSender sender,
      Function<JobNotice, String> json,
      InstantSource clock) {
    this.store = store;
    this.sender = sender;
    this.json = json;
    this.clock = clock;
  }

  /** Answers how many were taken. What is not comes again, later and later, ten times. */
  public Mono<Long> run() {
    return store
        .claim(clock.instant().minus(NEWS_FOR), NOTICES_MAX, VISIBLE_AGAIN_AFTER)
        .flatMap(this::send, AT_ONCE)
        .filter(taken -> taken)
        .count();
  }

  private Mono<Boolean> send(JobNotice notice) {
    return sender
        .send(notice.jobId(), json.apply(notice))
        .then(Mono.defer(() -> store.sent(notice.jobId())))
        .thenReturn(true)
        .onErrorResume(
            NoticeSender.NotDelivered.class,
            error ->
                store.failed(notice.jobId(), String.valueOf(error.getMessage())).thenReturn(false));
  }
}
