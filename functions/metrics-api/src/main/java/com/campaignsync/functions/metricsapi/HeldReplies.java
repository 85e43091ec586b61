package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.EntityTag;
import com.campaignsync.runtime.http.Reply;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last replies to questions asked here more than once, with the tags they were given under:
 * whoever asks the same while the tag is still the same is given the same. What was not asked for
 * longest goes first, once they take more room than they may.
 */
final class HeldReplies {

  /** A month's page is some five kilobytes, the largest page some 400. */
  static final int BYTES_MAX = 16 << 20;

  /** So many find room at least; what is larger is not held. */
  private static final int REPLIES_MIN = 16;

  /** What an entry takes beside its texts. */
  private static final int OVERHEAD_BYTES = 512;

  /**
   * A question is asked again if it comes back before another one took its place among so many. The
   * reply to one that does not would only grow old, and cost a full collection.
   */
  private static final int ASKED_ONCE = 1024;

  private final int bytesMax;
  private final int[] askedOnce = new int[ASKED_ONCE];
  private final Map<List<String>, Held> replies = new LinkedHashMap<>(16, 0.75f, true);
  private int bytes;

  HeldReplies(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  /**
   * What a tenant is asked, word by word: no two questions share an entry.
   *
   * @param tenant whose figures
   * @param path the address
   * @param query its parameters in a fixed order
   * @param accept the media types wanted
   */
  record Question(TenantId tenant, String path, String query, String accept) {

    /** All of it. */
    List<String> words() {
      return List.of(tenant.value(), path, query, accept);
    }
  }

  private record Held(EntityTag tag, Reply reply, int bytes) {}

  /** Whether there is a reply at all, under whatever tag. */
  synchronized boolean has(Question question) {
    return replies.containsKey(question.words());
  }

  /** The reply given under this tag. */
  synchronized Optional<Reply> find(Question question, EntityTag tag) {
    return Optional.ofNullable(replies.get(question.words()))
        .filter(held -> held.tag().equals(tag))
        .map(Held::reply);
  }

  /**
   * Holds the reply, in the place of what the question was answered before, if it was asked before.
   * Streamed replies are not held.
   */
  synchronized void put(Question question, EntityTag tag, Reply reply) {
    List<String> words = question.words();
    Held held = new Held(tag, reply, reply.length() + bytes(words) + OVERHEAD_BYTES);
    if (reply.isStreamed() || held.bytes() > bytesMax / REPLIES_MIN || !wasAsked(words)) {
      return;
    }
    Held before = replies.put(words, held);
    bytes += held.bytes() - (before == null ? 0 : before.bytes());
    for (Iterator<Held> oldest = replies.values().iterator(); bytes > bytesMax; oldest.remove()) {
      bytes -= oldest.next().bytes();
    }
  }

  private static int bytes(List<String> words) {
    int chars = 0;
    for (String word : words) {
      chars += word.length();
    }
    return 2 * chars;
  }

  private boolean wasAsked(List<String> words) {
    int hash = words.hashCode();
    int place = (hash ^ hash >>> 16) & (ASKED_ONCE - 1);
    boolean asked = askedOnce[place] == hash || replies.containsKey(words);
    askedOnce[place] = hash;
    return asked;
  }
}
