package com.campaignsync.domain.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The way to the fake store. Each call is atomic, and fails with STORE_UNREACHABLE while the way is
 * cut. A worker cut off for good looks to the store like one that died.
 */
public final class StoreLink {

  private final Map<String, Integer> answersBeforeCut = new HashMap<>();
  private final Map<String, RuntimeException> refusals = new HashMap<>();
  private final Set<String> lostAnswers = new HashSet<>();
  private final Map<String, Runnable> events = new HashMap<>();
  private boolean cut;

  /** From now on nothing passes. */
  public synchronized void cut() {
    cut = true;
  }

  public synchronized void restore() {
    cut = false;
  }

  /** Cuts the way once {@code answers} more calls of that name have been answered. */
  public synchronized void cutAfter(String call, int answers) {
    answersBeforeCut.put(call, answers);
  }

  /** The next call of that name is refused. */
  public synchronized void refuseOnce(String call, RuntimeException error) {
    refusals.put(call, error);
  }

  /** The next call of that name does its work, but its caller is told that the way was cut. */
  public synchronized void loseAnswerOf(String call) {
    lostAnswers.add(call);
  }

  /** Something that happens just before the next call of that name. */
  public synchronized void beforeNext(String call, Runnable event) {
    events.put(call, event);
  }

  /**
   * @param call the port's method
   * @param work done atomically; null is an empty answer
   */
  <T> Mono<T> ask(String call, Supplier<@Nullable T> work) {
    return Mono.fromSupplier(() -> answer(call, work));
  }

  /** For calls without an answer. */
  Mono<Void> tell(String call, Runnable work) {
    return Mono.fromRunnable(
        () ->
            answer(
                call,
                () -> {
                  work.run();
                  return null;
                }));
  }

  private synchronized <T> @Nullable T answer(String call, Supplier<@Nullable T> work) {
    Runnable event = events.remove(call);
    if (event != null) {
      event.run();
    }
    RuntimeException refusal = refusals.remove(call);
    if (refusal != null) {
      throw refusal;
    }
    if (cut) {
      throw unreachable();
    }
    T answer = work.get();
    Integer left = answersBeforeCut.computeIfPresent(call, (name, count) -> count - 1);
    if (left != null && left == 0) {
      answersBeforeCut.remove(call);
      cut = true;
    }
    if (lostAnswers.remove(call)) {
      throw unreachable();
    }
    return answer;
  }

  private static StoreException unreachable() {
    return new StoreException(
        StoreException.Code.STORE_UNREACHABLE, "the store cannot be reached", null);
  }
}
