package com.campaignsync.local.pubsub;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The clock, the timer and the HTTP client all subscriptions share. */
final class Engine implements AutoCloseable {
  /** Longer than any process lives, and no overflow when added to a time. */
  static final Duration FOREVER = Duration.ofDays(36_500);

  /** Timers further off are set in steps of this: the clock may be changed meanwhile. */
  private static final Duration TIMER_MAX = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService callbacks;
  private final HttpClient http;
  private volatile boolean pushing = true;

  Engine(InstantSource clock) {
    this.clock = clock;
    this.timer =
        // What is scheduled while closing is dropped: nothing is delivered after close.
        new ScheduledThreadPoolExecutor(
            1, daemon("pubsub-timer"), new ThreadPoolExecutor.DiscardPolicy());
    this.timer.setRemoveOnCancelPolicy(true);
    this.callbacks = Executors.newFixedThreadPool(2, daemon("pubsub-push"));
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(callbacks)
            .build();
  }

  /** No push begins any more; those in flight end where they are. */
  void stopPushing() {
    pushing = false;
  }

  boolean isPushing() {
    return pushing;
  }

  Instant now() {
    return clock.instant();
  }

  HttpClient http() {
    return http;
  }

  /** Runs when it is due, or earlier: the task looks at the clock itself. */
  Future<?> at(Instant due, Runnable task) {
    long millis = Duration.between(now(), due).toMillis() + 1;
    long wait = Math.max(0, Math.min(millis, TIMER_MAX.toMillis()));
    return timer.schedule(task, wait, TimeUnit.MILLISECONDS);
  }

  /** Runs soon on another thread; after {@link #close()} not at all. */
  void execute(Runnable task) {
    timer.execute(task);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    callbacks.shutdownNow();
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
