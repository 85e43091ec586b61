package com.campaignsync.local.run;

import com.campaignsync.local.functions.FunctionHost;
import com.campaignsync.local.scheduler.LocalScheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The first thing to be closed: nothing new begins, and syncs under way get some seconds to end by
 * themselves. One that is cut off goes on at the next start.
 */
record Drain(
    LocalScheduler scheduler, MessageBroker pubSub, List<FunctionHost> functions, Progress progress)
    implements AutoCloseable {

  /** Most syncs take a second or two; whoever pressed Ctrl-C waits for the rest, within reason. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(12);

  private static final Duration POLL = Duration.ofMillis(20);

  @Override
  public void close() throws InterruptedException {
    scheduler.close();
    pubSub.stopPushing();
    int waiting = callsUnderWay();
    if (waiting > 0) {
      progress.say(
          "%d syncs are under way; waiting for them for at most %d s"
              .formatted(waiting, WAIT_MAX.toSeconds()));
    }
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (callsUnderWay() > 0 && System.nanoTime() < deadline) {
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    }
  }

  private int callsUnderWay() {
    return functions.stream().mapToInt(FunctionHost::callsUnderWay).sum();
  }
}
