package com.campaignsync.functions.jobs;

import com.campaignsync.adapters.googlecloud.pubsub.PubSubSyncMessages;
import com.campaignsync.adapters.googlecloud.pubsub.SyncMessageCodec;
import com.campaignsync.domain.store.DeadLetter;
import com.campaignsync.domain.store.DeadLetterArchive;
import com.campaignsync.domain.store.DeadLetterStore;
import com.campaignsync.domain.sync.CleanUp;
import com.campaignsync.domain.sync.ForgetNotices;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.SendNotices;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.runtime.push.PushMessage;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What keeps the house in order: dead letters and cleanup. */
final class Housekeeping {

  /** Sends a dead letter's message again, naming the letter. */
  interface Replayer {
    Mono<Void> replay(Topic topic, SyncMessage message, long letterId);
  }

  /** What became of a message that nobody can act on. */
  enum Kept {
    /** Kept for the first time. */
    NEW,
    /** It was replayed, in vain: its letter is open again. */
    AGAIN,
    /** This failure of it was noted before. */
    KNOWN
  }

  /**
   * What a replay came to.
   *
   * @param published letters whose message was published again
   * @param meaningless letters that hold no message: they stay where they are
   */
  record Replayed(long published, long meaningless) {}

  /** Whatever a bigint identity can be, and nothing that overflows. */
  private static final Pattern LETTER_ID = Pattern.compile("[1-9][0-9]{0,17}");

  private final DeadLetterStore deadLetters;
  private final DeadLetterArchive archive;
  private final Replayer replayer;
  private final CleanUp cleanUp;
  private final ForgetNotices forgetNotices;
  private final @Nullable SendNotices notices;

  Housekeeping(
      DeadLetterStore deadLetters,
      DeadLetterArchive archive,
      Replayer replayer,
      CleanUp cleanUp,
      ForgetNotices forgetNotices,
      @Nullable SendNotices notices) {
    this.deadLetters = deadLetters;
    this.archive = archive;
    this.replayer = replayer;
    this.cleanUp = cleanUp;
    this.forgetNotices = forgetNotices;
    this.notices = notices;
  }

  /** A replay that fails is its old letter, open again: kept once, and nobody's news. */
  Mono<Kept> keepAside(PushMessage push, String reason) {
    Mono<Kept> kept =
        Mono.defer(
                () -> deadLetters.keep(push.subscription(), push.messageId(), reason, push.data()))
            .map(isNew -> isNew ? Kept.NEW : Kept.KNOWN);
    return Mono.justOrEmpty(letterOf(push))
        .flatMap(letter -> deadLetters.reopen(letter, push.messageId(), reason))
        .map(isNew -> isNew ? Kept.AGAIN : Kept.KNOWN)
        .switchIfEmpty(kept);
  }

  /** Null for what is no replay of ours. */
  private static @Nullable Long letterOf(PushMessage push) {
    String id = push.attributes().get(PubSubSyncMessages.DEAD_LETTER_ID);
    return id != null && LETTER_ID.matcher(id).matches() ? Long.valueOf(id) : null;
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
   * Publishes the newest messages again, a page at most. One that means nothing stays where it is:
   * only a newer version might know it.
   */
  Mono<Replayed> replayDeadLetters() {
    return archive
        .list(true, Long.MAX_VALUE, DeadLetterArchive.PAGE_MAX)
        .concatMap(this::replay)
        .reduce(
            new Replayed(0, 0),
            (sum, published) ->
                published
                    ? new Replayed(sum.published() + 1, sum.meaningless())
                    : new Replayed(sum.published(), sum.meaningless() + 1));
  }

  /**
   * Published before it is marked: a crash between the two replays it twice, and loses nothing.
   * Answers whether it holds a message at all.
   */
  private Mono<Boolean> replay(DeadLetter letter) {
    try {
      SyncMessage message = SyncMessageCodec.decode(letter.payload());
      Topic topic =
          message instanceof SyncMessage.Dispatch || message instanceof SyncMessage.RunJobs
              ? Topic.SYNC
              : Topic.MAINTENANCE;
      return replayer
          .replay(topic, message, letter.id())
          .then(Mono.defer(() -> archive.markReplayed(letter)))
          .thenReturn(true);
    } catch (SyncMessageCodec.UnknownMessage meaningless) {
      return Mono.just(false);
    }
  }
}
