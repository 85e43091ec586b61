package com.campaignsync.functions.jobs;

import com.campaignsync.adapters.googlecloud.pubsub.SyncMessageCodec;
import com.campaignsync.domain.store.DeadLetter;
import com.campaignsync.domain.store.DeadLetterArchive;
import com.campaignsync.domain.store.DeadLetterStore;
import com.campaignsync.domain.sync.CleanUp;
import com.campaignsync.domain.sync.ForgetNotices;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.SendNotices;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.runtime.push.PushMessage;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What keeps the house in order: dead letters and cleanup. */
final class Housekeeping {

  private final DeadLetterStore deadLetters;
  private final DeadLetterArchive archive;
  private final MessagePublisher publisher;
  private final CleanUp cleanUp;
  private final ForgetNotices forgetNotices;
  private final @Nullable SendNotices notices;

  Housekeeping(
      DeadLetterStore deadLetters,
      DeadLetterArchive archive,
      MessagePublisher publisher,
      CleanUp cleanUp,
      ForgetNotices forgetNotices,
      @Nullable SendNotices notices) {
    this.deadLetters = deadLetters;
    this.archive = archive;
    this.publisher = publisher;
    this.cleanUp = cleanUp;
    this.forgetNotices = forgetNotices;
    this.notices = notices;
  }

  /** Answers whether the message is new: no earlier delivery of it was kept. */
  Mono<Boolean> keepAside(PushMessage push, String reason) {
    return deadLetters.keep(push.subscription(), push.messageId(), reason, push.data());
  }

  /** Tells of ended syncs, where anybody wants to know; answers how many notices were taken. */
  Mono<Long> sendNotices() {
    return notices == null ? Mono.just(0L) : notices.run();
  }

  /** Answers of how many ended syncs nobody will be told any more. */
  Mono<Long> forgetNotices() {
    return forgetNotices.run();
  }

  /** How much of what went. */
  Mono<Map<String, Long>> cleanUp() {
    return cleanUp.run();
  }

  /**
   * Answers how many of the newest messages, a page at most, were published again. One that means
   * nothing stays where it is: only a newer version might know it.
   */
  Mono<Long> replayDeadLetters() {
    return archive
        .list(true, Long.MAX_VALUE, DeadLetterArchive.PAGE_MAX)
        .concatMap(this::replay)
        .count();
  }

  /** Published before it is marked: a crash between the two replays it twice, and loses nothing. */
  private Mono<DeadLetter> replay(DeadLetter letter) {
    try {
      SyncMessage message = SyncMessageCodec.decode(letter.payload());
      Topic topic =
          message instanceof SyncMessage.Dispatch || message instanceof SyncMessage.RunJobs
              ? Topic.SYNC
              : Topic.MAINTENANCE;
      return publisher
          .publish(topic, message)
          .then(archive.markReplayed(letter.id()))
          .thenReturn(letter);
    } catch (SyncMessageCodec.UnknownMessage meaningless) {
      return Mono.empty();
    }
  }
}
