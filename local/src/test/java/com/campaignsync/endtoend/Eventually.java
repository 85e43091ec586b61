package com.campaignsync.endtoend;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Asks again and again until the answer is right or the time is over. */
public final class Eventually {

  private Eventually() {}

  /** The first answer that fits; fails with the last one if none does in time. */
  public static <T> T get(
      String what, Duration max, Duration pause, Callable<T> question, Predicate<T> fits)
      throws Exception {
    long deadline = System.nanoTime() + max.toNanos();
    while (true) {
      T answer = question.call();
      if (fits.test(answer)) {
        return answer;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within %s: %s; last: %s".formatted(max, what, answer));
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
  }

  public static void holds(String what, Duration max, Callable<Boolean> question) throws Exception {
    get(what, max, Duration.ofMillis(50), question, answer -> answer);
  }
}
