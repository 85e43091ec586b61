package com.campaignsync.domain.request;

import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Lets a request that is sent again under the same key do its work once, whichever instance it
 * reaches. Replies are kept for {@link #KEPT} at least.
 */
public interface IdempotencyKeys {

  /** As long as callers may go on trying. */
  Duration KEPT = Duration.ofHours(24);

  /** What is known of a key. */
  sealed interface Claim permits Claimed, Known, InUse, OtherRequest {}

  /**
   * The asker is to do the work.
   *
   * @param caller whose key it is
   * @param key the key
   * @param requestId names the work; the same for who takes over from one that did not end it
   * @param holder proves that the claim is still the asker's
   */
  record Claimed(Caller caller, String key, UUID requestId, UUID holder) implements Claim {}

  /** The work was done, with this reply. */
  record Known(KeptReply reply) implements Claim {}

  /** Somebody is at it; {@code leaseLeft} tells until when nobody takes over. */
  record InUse(Duration leaseLeft) implements Claim {}

  /** The key was used for a request that was not the same. */
  record OtherRequest() implements Claim {}

  /**
   * Claims the key, or tells what is in the way.
   *
   * @param fingerprint of all that makes requests the same
   * @param lease after this somebody else may take the work over
   */
  Mono<Claim> claim(Caller caller, String key, String fingerprint, Duration lease);

  /** Keeps the reply; false if somebody else has taken over. */
  Mono<Boolean> keep(Claimed claim, KeptReply reply);

  /** Lets the same request be tried again at once, as the same work. */
  Mono<Void> release(Claimed claim);

  /** Makes the key as good as new: its request was refused, and no work of it is under way. */
  Mono<Void> forget(Claimed claim);
}
