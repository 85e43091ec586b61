package com.campaignsync.domain.request;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/**
 * Holds callers to their limits over all instances, without asking the store for each request: an
 * instance draws permits in blocks and gives them out by itself. What it does not give out lapses
 * with the window, so that the sum never passes the limit, though it may stay a little below.
 *
 * <p>Where the store cannot be asked, a request without a permit in hand fails with the store's
 * error: whoever lets all through just then adds load where there is too much already, and behind
 * the limit there is little that could be answered without the store.
 */
public final class RateLimiter {

  /** A tenth: of ten requests nine need no database, and ten instances still share fairly. */
  private static final int BLOCKS_PER_LIMIT = 10;

  /** Some 100 bytes each. Who falls out has its block forgotten, which is never in its favour. */
  static final int CALLERS_MAX = 10_000;

  private final PermitStore store;
  private final LongSupplier nanoTime;

  /** By scope, subject and limit. */
  private final Map<List<String>, CallerPermits> callers;

  /**
   * What a request is told.
   *
   * @param isAllowed whether it may go on
   * @param remaining permits of the window left to all instances, as far as this one knows
   * @param reset until the window ends; at least a second where the request is refused
   */
  public record Decision(boolean isAllowed, long remaining, Duration reset) {}

  /**
   * @param nanoTime a clock that never goes back: {@code System::nanoTime}
   */
  public RateLimiter(PermitStore store, LongSupplier nanoTime) {
    this(store, nanoTime, CALLERS_MAX);
  }

  RateLimiter(PermitStore store, LongSupplier nanoTime, int callersMax) {
    this.store = store;
    this.nanoTime = nanoTime;
    this.callers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<List<String>, CallerPermits> eldest) {
            return size() > callersMax;
          }
        };
  }

  /** Takes one permit, or tells when there may be one again. */
  public Mono<Decision> take(Caller caller, Limit limit) {
    return Mono.defer(() -> permits(caller, limit).take());
  }

  private CallerPermits permits(Caller caller, Limit limit) {
    int block = Math.max(1, limit.permits() / BLOCKS_PER_LIMIT);
    synchronized (callers) {
      return callers.computeIfAbsent(
          List.of(caller.scope().value(), caller.subject(), limit.name()),
          key -> new CallerPermits(limit, nanoTime, () -> store.draw(caller, limit, block)));
    }
  }

  /** How many callers are held in memory. */
  int size() {
    synchronized (callers) {
      return callers.size();
    }
  }
}
