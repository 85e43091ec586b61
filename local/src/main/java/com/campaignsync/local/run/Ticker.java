package com.campaignsync.local.run;

import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.runtime.Await;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Publishes the dispatch message at every full minute, as Cloud Scheduler does in the cloud. */
final class Ticker implements AutoCloseable {

  private static final Duration PUBLISH_MAX = Duration.ofSeconds(20);

  private final MessagePublisher publisher;
  private final Progress progress;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "dispatch-ticker");
            thread.setDaemon(true);
            return thread;
          });

  private Ticker(MessagePublisher publisher, Progress progress) {
    this.publisher = publisher;
    this.progress = progress;
  }

  static Ticker start(MessagePublisher publisher, Clock clock, Progress progress) {
    Ticker ticker = new Ticker(publisher, progress);
    long untilMinute = 60_000 - Math.floorMod(clock.millis(), 60_000L);
    ticker.timer.scheduleAtFixedRate(ticker::tick, untilMinute, 60_000, TimeUnit.MILLISECONDS);
    return ticker;
  }

  private void tick() {
    try {
      Await.completion(publisher.publish(new SyncMessage.Dispatch()), PUBLISH_MAX);
    } catch (RuntimeException e) {
      // Thrown on, it would end the timer for good; the next minute may go better.
      progress.say("the dispatch message could not be published: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
