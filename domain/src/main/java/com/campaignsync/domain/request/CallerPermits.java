package com.campaignsync.domain.request;

import com.campaignsync.domain.request.PermitStore.Grant;
import com.campaignsync.domain.request.RateLimiter.Decision;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One caller's permits in the hand of this instance. Safe for requests at once. */
final class CallerPermits {

  /**
   * A block drawn may be gone to others who waited for it. A window is given away in 19 blocks at
   * most (limits of 10 to 19 have blocks of one), so that who waited for 20 is refused only where
   * they lapse on their way again and again.
   */
  private static final int DRAWS_MAX = 20;

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Limit limit;
  private final LongSupplier nanoTime;
  private final Supplier<Mono<Grant>> store;

  private int held;
  private int used;
  private long endNanos;
  private boolean hasWindow;
  private @Nullable Mono<Void> drawing;

  CallerPermits(Limit limit, LongSupplier nanoTime, Supplier<Mono<Grant>> store) {
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.store = store;
  }

  Mono<Decision> take() {
    return take(DRAWS_MAX);
  }

  private Mono<Decision> take(int drawsLeft) {
    return Mono.defer(() -> next(drawsLeft));
  }

  /** Looks and begins to draw in one: in between another's block could come, and be drawn over. */
  private synchronized Mono<Decision> next(int drawsLeft) {
    Decision decision = takeHeld();
    if (decision != null) {
      return Mono.just(decision);
    }
    return drawsLeft == 0
        ? Mono.just(new Decision(false, 0, SOON))
        : draw().then(take(drawsLeft - 1));
  }

  /** Null if the store must be asked. */
  private @Nullable Decision takeHeld() {
    long leftNanos = endNanos - nanoTime.getAsLong();
    if (!hasWindow || leftNanos <= 0) {
      hasWindow = false;
      held = 0;
      return null;
    }
    Duration left = Duration.ofNanos(leftNanos);
    if (held > 0) {
      held--;
      return new Decision(true, limit.permits() - used + held, left);
    }
    boolean isExhausted = used >= limit.permits();
    return isExhausted ? new Decision(false, 0, left.compareTo(SOON) < 0 ? SOON : left) : null;
  }

  /**
   * One draw at a time; it goes on if the request that began it is cancelled. It is over before
   * those who wait for it hear of it: whoever goes away empty must begin another one.
   */
  private Mono<Void> draw() {
    Mono<Void> underWay = drawing;
    if (underWay == null) {
      underWay = Mono.defer(this::drawNow).then().doOnTerminate(this::drawn).cache();
      drawing = underWay;
    }
    return underWay;
  }

  private Mono<Grant> drawNow() {
    // From before the question on: the block lapses here no later than in the store.
    long askedNanos = nanoTime.getAsLong();
    return store.get().doOnNext(grant -> keep(askedNanos, grant));
  }

  private synchronized void keep(long askedNanos, Grant grant) {
    held = grant.permits();
    used = grant.used();
    endNanos = askedNanos + grant.windowLeft().toNanos();
    hasWindow = true;
  }

  private synchronized void drawn() {
    drawing = null;
  }
}
