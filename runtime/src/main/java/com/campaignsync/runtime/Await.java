package com.campaignsync.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The one place where a thread waits for reactive work: a function's request thread, at its end.
 *
 * <p>The work's own exception comes out as it is; only checked ones are wrapped.
 */
public final class Await {

  private Await() {}

  /**
   * Waits for the value.
   *
   * @throws DeadlineExceeded if it has not come within {@code deadline}; the work is cancelled
   * @throws WaitInterrupted if this thread is interrupted; the work is cancelled
   * @throws IllegalStateException if the work ends without a value
   */
  public static <T> T result(Mono<T> work, Duration deadline) {
    return Await.<Optional<T>>get(
            work.map(Optional::of).defaultIfEmpty(Optional.empty()).toFuture(), deadline)
        .orElseThrow(() -> new IllegalStateException("the work ended without a value"));
  }

  /** Waits for the end of work that gives no value; throws as {@link #result} does. */
  public static void completion(Mono<Void> work, Duration deadline) {
    result(work.thenReturn(true), deadline);
  }

  /** Takes one value after the other. */
  @FunctionalInterface
  public interface Taker<T> {

    /** Takes the next; what it throws ends the work. */
    void take(T value) throws IOException;
  }

  /**
   * Hands each value to the taker in this thread, at its pace: at most {@code ahead} values wait.
   *
   * @throws DeadlineExceeded if the end has not come within {@code deadline}; the work is cancelled
   * @throws IOException what the taker throws; the work is cancelled
   */
  public static <T> void each(Flux<T> work, Duration deadline, int ahead, Taker<T> taker)
      throws IOException {
    Flux<T> bounded =
        work.takeUntilOther(
            Mono.delay(deadline).then(Mono.error(() -> new DeadlineExceeded(deadline))));
    try (Stream<T> values = bounded.toStream(ahead)) {
      for (Iterator<T> all = values.iterator(); all.hasNext(); ) {
        taker.take(all.next());
      }
    }
  }

  private static <T> T get(CompletableFuture<T> future, Duration deadline) {
    if (Schedulers.isInNonBlockingThread()) {
      throw new IllegalStateException("waiting on a reactor thread would stall every connection");
    }
    try {
      return future.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      future.cancel(true);
      throw new DeadlineExceeded(deadline);
    } catch (InterruptedException interrupted) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new WaitInterrupted(interrupted);
    } catch (ExecutionException failed) {
      throw unwrapped(failed.getCause());
    }
  }

  private static RuntimeException unwrapped(@Nullable Throwable wrapped) {
    Throwable cause = wrapped == null ? null : Exceptions.unwrap(wrapped);
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException known) {
      return known;
    }
    return cause instanceof IOException broken
        ? new UncheckedIOException(broken)
        : new IllegalStateException(cause);
  }
}
